import type { PageHits } from '../api/types';

/** A hit of the file: its page, and its number among the hits of that page, from 1. */
export interface HitPlace {
  page: number;
  hit: number;
}

/** All hits of a file in reading order; a page whose boxes are not known counts as one hit. */
export function hitPlaces(pages: readonly PageHits[]): HitPlace[] {
  return [...pages]
    .sort((a, b) => a.page - b.page)
    .flatMap(({ page, boxes }) => Array.from({ length: Math.max(1, boxes.length) }, (_, index) => ({ page, hit: index + 1 })));
}

/**
 * The hit after or before a place, going around at the ends of the file. Where no hit of the page is
 * chosen, the next is the first at or after this page, the previous the last before it.
 */
export function stepHit(places: readonly HitPlace[], page: number, hit: number | null, direction: 1 | -1): HitPlace | null {
  if (places.length === 0) return null;
  const before = (place: HitPlace) => place.page - page || (hit === null ? 1 : place.hit - hit);
  const found = direction === 1
    ? places.find((place) => before(place) > 0)
    : places.findLast((place) => (hit === null ? place.page < page : before(place) < 0));
  return found ?? places[direction === 1 ? 0 : places.length - 1] ?? null;
}

/** The number of a hit among all of the file, from 1; null where none is chosen. */
export function hitNumber(places: readonly HitPlace[], page: number, hit: number | null): number | null {
  const index = hit === null ? -1 : places.findIndex((place) => place.page === page && place.hit === hit);
  return index < 0 ? null : index + 1;
}
