import type { Change } from './arrangement';

/** What the operator did, to be taken back and done again. */
export interface History {
  done: readonly (readonly Change[])[];
  undone: readonly (readonly Change[])[];
}

export const noHistory: History = { done: [], undone: [] };
const longest = 500;

export function remember(history: History, changes: readonly Change[]): History {
  if (changes.length === 0) return history;
  return { done: [...history.done, changes].slice(-longest), undone: [] };
}

/** The last deed backwards: its old values become those to send. */
export function undo(history: History): { history: History; changes: readonly Change[] } | null {
  const last = history.done.at(-1);
  if (!last) return null;
  return { history: { done: history.done.slice(0, -1), undone: [...history.undone, last] }, changes: reversed(last) };
}

export function redo(history: History): { history: History; changes: readonly Change[] } | null {
  const last = history.undone.at(-1);
  if (!last) return null;
  return { history: { done: [...history.done, last], undone: history.undone.slice(0, -1) }, changes: last };
}

function reversed(changes: readonly Change[]): Change[] {
  return changes.map(({ id, before, after }) => ({ id, before: after, after: before }));
}
