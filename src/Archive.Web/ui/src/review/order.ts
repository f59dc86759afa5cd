import type { BatchPage } from '../api/types';
import { byPosition } from './arrangement';

export const filters = ['all', 'flagged', 'blanks', 'setApart'] as const;
export type Filter = (typeof filters)[number];
export const orders = ['flaggedFirst', 'inOrder'] as const;
export type Order = (typeof orders)[number];

/** It wants the operator's eye and has not had it. */
export function isOpen(page: BatchPage): boolean {
  return page.flags.length > 0 && !page.isAnswered;
}

const passes: Record<Filter, (page: BatchPage) => boolean> = {
  all: () => true,
  flagged: (page) => page.flags.length > 0,
  blanks: (page) => page.disposition === 'blank',
  setApart: (page) => page.disposition !== 'image',
};

export function countOf(pages: readonly BatchPage[], filter: Filter): number {
  return pages.filter(passes[filter]).length;
}

/** How bad a page is, for those that come first: unreadable ones, then the rest of the open ones, then all others. */
function rank(page: BatchPage, heldOpen: ReadonlySet<number>): number {
  if (!isOpen(page) && !heldOpen.has(page.id)) return 2;
  return page.flags.some((flag) => flag === 'rejected' || flag === 'damaged' || flag === 'failed') ? 0 : 1;
}

/** `heldOpen`: pages answered just now, which keep their place so that the list does not jump under the hand. */
export function arrange(pages: readonly BatchPage[], order: Order, filter: Filter, heldOpen: ReadonlySet<number> = new Set()): BatchPage[] {
  const chosen = pages.filter((page) => passes[filter](page) || (filter === 'flagged' && heldOpen.has(page.id)));
  if (order === 'inOrder') return chosen.sort(byPosition);
  return chosen.sort((one, other) => rank(one, heldOpen) - rank(other, heldOpen) || byPosition(one, other));
}

/** The next page with an open flag, going round; null where there is none. */
export function nextOpen(list: readonly BatchPage[], current: number | null): number | null {
  const at = list.findIndex((page) => page.id === current);
  const round = [...list.slice(at + 1), ...list.slice(0, Math.max(0, at))];
  return round.find(isOpen)?.id ?? null;
}
