import type { BatchPage } from '../api/types';
import { turnOf } from './arrangement';

/** A picture of a page: where it comes from, and which turn of the master it shows. */
export interface Picture {
  image: string;
  turn: number;
}

/** The address of a picture in a size of the IIIF Image API; what the service adds to tell makings apart stays at its end. */
export function pictureUrl({ image, turn }: Picture, size: string): string {
  const [base = '', query] = image.split('?');
  // A page that was turned comes under the same address otherwise, and the browser would show what it has.
  return `${base}/full/${size}/0/default.jpg?${query ?? `turn=${turn}`}`;
}

export const thumbnailSize = '!200,280';
export const readingSize = '!1200,1600';
export const closeSize = '!2400,3200';

/**
 * The pictures that there are. While a page is made anew after a turn, the one from before is shown, turned on the screen.
 */
export function pictures(before: ReadonlyMap<number, Picture>, pages: readonly BatchPage[]): ReadonlyMap<number, Picture> {
  const now = new Map<number, Picture>();
  for (const page of pages) {
    const old = before.get(page.id);
    if (page.image === null) continue;
    const fresh = { image: page.image, turn: turnOf(page) };
    const picture = page.state === 'finished' || !old ? fresh : old;
    now.set(page.id, old && old.image === picture.image && old.turn === picture.turn ? old : picture);
  }
  return now;
}
