import type { ArrangedPage, BatchPage } from '../api/types';
import { arrangementOf, sameArrangement, turnOf, withArrangement, type Arrangement, type Change } from './arrangement';

/** Changes that are made on the screen and not yet answered by the service: what each page shall be, and what it was. */
export type Outbox = ReadonlyMap<number, { base: Arrangement; wanted: Arrangement }>;

export const emptyOutbox: Outbox = new Map();

/** `pages`: the service's, the ground on which a change stands unless the page is in the outbox already. */
export function put(outbox: Outbox, changes: readonly Change[], pages: readonly BatchPage[]): Outbox {
  const next = new Map(outbox);
  const known = new Map(pages.map((page) => [page.id, page]));
  for (const { id, before, after } of changes) {
    const page = known.get(id);
    const base = next.get(id)?.base ?? (page ? arrangementOf(page) : before);
    // What is undone later must not take back what somebody else has done to the page since.
    const wanted = { ...(next.get(id)?.wanted ?? base), ...touched(before, after) };
    if (sameArrangement(base, wanted)) next.delete(id);
    else next.set(id, { base, wanted });
  }
  return next;
}

function touched(before: Arrangement, after: Arrangement): Partial<Arrangement> {
  return Object.fromEntries((Object.keys(after) as (keyof Arrangement)[]).filter((key) => after[key] !== before[key]).map((key) => [key, after[key]]));
}

/** Pages as the operator sees them: the service's, with what is still to be sent. */
export function shown(pages: readonly BatchPage[], outbox: Outbox): readonly BatchPage[] {
  if (outbox.size === 0) return pages;
  return pages.map((page) => {
    const change = outbox.get(page.id);
    return change ? withArrangement(page, change.wanted) : page;
  });
}

/**
 * What may be sent now, in the service's terms. A page that is still in work cannot be turned: its turn waits
 * until it is finished, whatever else changes on it goes along with that.
 */
export function toSend(pages: readonly BatchPage[], outbox: Outbox): ArrangedPage[] {
  return pages.flatMap((page) => {
    const change = outbox.get(page.id);
    if (!change) return [];
    const waits = page.state !== 'finished' && change.wanted.turn !== page.turn;
    return waits ? [] : [{ id: page.id, ...change.wanted }];
  });
}

/** After an answer: what was sent is done; what was changed again meanwhile goes on from there. */
export function settle(outbox: Outbox, sent: readonly ArrangedPage[], answered: readonly BatchPage[]): Outbox {
  const next = new Map(outbox);
  for (const { id, ...wanted } of sent) {
    const now = next.get(id);
    const answer = answered.find((page) => page.id === id);
    if (now && sameArrangement(now.wanted, wanted)) next.delete(id);
    else if (now && answer) next.set(id, { base: arrangementOf(answer), wanted: now.wanted });
  }
  return next;
}

/** Pages in the outbox that somebody else has changed since, or that are gone. */
export function conflicts(pages: readonly BatchPage[], outbox: Outbox): number[] {
  const known = new Map(pages.map((page) => [page.id, page]));
  return [...outbox].flatMap(([id, { base, wanted }]) => {
    const page = known.get(id);
    if (!page) return [id];
    const now = arrangementOf(page);
    return sameArrangement(now, base) || sameArrangement(now, wanted) ? [] : [id];
  });
}

/** Takes the service's state for the ground on which the changes stand: they are to be applied again. */
export function rebased(pages: readonly BatchPage[], outbox: Outbox): Outbox {
  const known = new Map(pages.map((page) => [page.id, page]));
  const next = new Map<number, { base: Arrangement; wanted: Arrangement }>();
  for (const [id, { base, wanted }] of outbox) {
    const page = known.get(id);
    if (!page) continue;
    const now = arrangementOf(page);
    // Only what the operator touched; the rest stays as the other person made it.
    const merged = { ...now, ...touched(base, wanted) };
    if (!sameArrangement(merged, now)) next.set(id, { base: now, wanted: merged });
  }
  return next;
}

/** By how much the picture that there is must be turned to look as the operator wants it. */
export function turnOnScreen(page: BatchPage, picture: { turn: number } | undefined): number {
  return picture ? (turnOf(page) - picture.turn + 360) % 360 : 0;
}
