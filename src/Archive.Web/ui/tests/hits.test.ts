import { describe, expect, it } from 'vitest';
import { hitNumber, hitPlaces, stepHit } from '../src/viewer/hits';

const box = [0, 0, 1, 1];
const places = hitPlaces([{ page: 9, boxes: [box] }, { page: 2, boxes: [box, box] }, { page: 5, boxes: [] }]);

describe('hits of a file', () => {
  it('stand in reading order, one for a page without known boxes', () => {
    expect(places).toEqual([{ page: 2, hit: 1 }, { page: 2, hit: 2 }, { page: 5, hit: 1 }, { page: 9, hit: 1 }]);
  });

  it('are stepped through across pages, around both ends', () => {
    expect(stepHit(places, 2, 1, 1)).toEqual({ page: 2, hit: 2 });
    expect(stepHit(places, 2, 2, 1)).toEqual({ page: 5, hit: 1 });
    expect(stepHit(places, 9, 1, 1)).toEqual({ page: 2, hit: 1 });
    expect(stepHit(places, 5, 1, -1)).toEqual({ page: 2, hit: 2 });
    expect(stepHit(places, 2, 1, -1)).toEqual({ page: 9, hit: 1 });
  });

  it('are found from a page on which none is chosen', () => {
    expect(stepHit(places, 2, null, 1)).toEqual({ page: 2, hit: 1 });
    expect(stepHit(places, 3, null, 1)).toEqual({ page: 5, hit: 1 });
    expect(stepHit(places, 5, null, -1)).toEqual({ page: 2, hit: 2 });
    expect(stepHit(places, 1, null, -1)).toEqual({ page: 9, hit: 1 });
    expect(stepHit(places, 100, null, 1)).toEqual({ page: 2, hit: 1 });
  });

  it('have a way on from a hit that is not there', () => {
    expect(stepHit(places, 2, 40, 1)).toEqual({ page: 5, hit: 1 });
    expect(stepHit(places, 2, 40, -1)).toEqual({ page: 2, hit: 2 });
    expect(stepHit([], 2, 1, 1)).toBeNull();
  });

  it('are counted over the whole file', () => {
    expect(hitNumber(places, 5, 1)).toBe(3);
    expect(hitNumber(places, 5, null)).toBeNull();
    expect(hitNumber(places, 5, 7)).toBeNull();
  });

  it('come back to the first after as many steps as there are', () => {
    let place = { page: 2, hit: 1 };
    for (let step = 0; step < places.length; step++) place = stepHit(places, place.page, place.hit, 1)!;
    expect(place).toEqual({ page: 2, hit: 1 });
  });
});
