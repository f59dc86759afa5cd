/** Pages chosen in the grid. Deeds go to all of them; the current one is shown large. */
export interface Selection {
  current: number | null;
  /** From where shift chooses. */
  anchor: number | null;
  ids: ReadonlySet<number>;
}

export const noSelection: Selection = { current: null, anchor: null, ids: new Set() };

export function chooseOne(id: number): Selection {
  return { current: id, anchor: id, ids: new Set([id]) };
}

export function toggle(selection: Selection, id: number): Selection {
  const ids = new Set(selection.ids);
  if (ids.has(id) && ids.size > 1) ids.delete(id);
  else ids.add(id);
  const current = ids.has(id) ? id : ([...ids].at(-1) ?? null);
  return { current, anchor: id, ids };
}

export function extend(selection: Selection, list: readonly number[], id: number): Selection {
  const from = selection.anchor === null ? -1 : list.indexOf(selection.anchor);
  const to = list.indexOf(id);
  if (from < 0 || to < 0) return chooseOne(id);
  return { current: id, anchor: selection.anchor, ids: new Set(list.slice(Math.min(from, to), Math.max(from, to) + 1)) };
}

export function chooseAll(selection: Selection, list: readonly number[]): Selection {
  const first = list[0] ?? null;
  const current = selection.current !== null && list.includes(selection.current) ? selection.current : first;
  return { current, anchor: selection.anchor ?? current, ids: new Set(list) };
}

/** One or more places on; the ends hold. */
export function step(selection: Selection, list: readonly number[], by: number, extending: boolean): Selection {
  if (list.length === 0) return selection;
  const at = selection.current === null ? -1 : list.indexOf(selection.current);
  const to = at < 0 ? 0 : Math.min(Math.max(at + by, 0), list.length - 1);
  const id = list[to]!;
  return extending ? extend(selection, list, id) : chooseOne(id);
}
