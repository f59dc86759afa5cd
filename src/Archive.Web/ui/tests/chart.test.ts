import { describe, expect, it } from 'vitest';
import { roundUp, runs } from '../src/shared/chartScale';

describe('the scale of a chart', () => {
  it.each([[0, 1], [-3, 1], [0.03, 0.05], [1, 1], [1.2, 2], [3, 5], [7, 10], [100, 100], [101, 200]])('rounds %d up to %d', (value, expected) => {
    expect(roundUp(value)).toBeCloseTo(expected, 12);
  });

  it('breaks the line where nothing is known', () => {
    const points = [{ x: 1, y: null }, { x: 2, y: 5 }, { x: 3, y: 6 }, { x: 4, y: null }, { x: 5, y: 7 }];
    expect(runs(points)).toEqual([[{ x: 2, y: 5 }, { x: 3, y: 6 }], [{ x: 5, y: 7 }]]);
    expect(runs([])).toEqual([]);
  });
});
