import type { ArrangedPage, BatchPage, PageDisposition } from '../api/types';

/** What the operator made of a page; sent whole for each page that changes. */
export type Arrangement = Omit<ArrangedPage, 'id'>;
/** One page before and after a deed of the operator. */
export interface Change {
  id: number;
  before: Arrangement;
  after: Arrangement;
}

/** Room between pages, as the service leaves it between those that come in. */
export const step = 2 ** 20;

export function arrangementOf(page: BatchPage): Arrangement {
  const { position, disposition, turn, starts, case: registerCase, documentType, isAnswered } = page;
  return { position, disposition, turn, starts, case: registerCase, documentType, isAnswered };
}

export function sameArrangement(one: Arrangement, other: Arrangement): boolean {
  return (Object.keys(one) as (keyof Arrangement)[]).every((key) => one[key] === other[key]);
}

export function withArrangement(page: BatchPage, arrangement: Arrangement): BatchPage {
  return { ...page, ...arrangement };
}

/** Applies a deed to pages; those that it leaves as they are drop out. */
export function changesOf(pages: readonly BatchPage[], deed: (before: Arrangement, page: BatchPage) => Partial<Arrangement>): Change[] {
  return pages
    .map((page) => {
      const before = arrangementOf(page);
      return { id: page.id, before, after: { ...before, ...deed(before, page) } };
    })
    .filter(({ before, after }) => !sameArrangement(before, after));
}

/** The clockwise turn of a page as it is: the operator's, else the one that was found. */
export function turnOf(page: Pick<BatchPage, 'turn' | 'orientation'>): number {
  return page.turn ?? page.orientation ?? 0;
}

export function turned(pages: readonly BatchPage[], degrees: 90 | -90): Change[] {
  return changesOf(pages, (_, page) => ({ turn: (turnOf(page) + degrees + 360) % 360 }));
}

/** Who says what a page is has looked at it: its flags are answered with that. */
export function disposed(pages: readonly BatchPage[], disposition: PageDisposition): Change[] {
  return changesOf(pages, (before, page) => ({
    disposition,
    isAnswered: before.isAnswered || page.flags.length > 0,
    ...(disposition === 'image' ? {} : noStart),
  }));
}

export function answered(pages: readonly BatchPage[], isAnswered: boolean): Change[] {
  return changesOf(pages.filter((page) => page.flags.length > 0), () => ({ isAnswered }));
}

const noStart = { starts: 'nothing', case: null, documentType: null } as const;

export function startsRemoved(pages: readonly BatchPage[]): Change[] {
  return changesOf(pages, () => noStart);
}

/** A document begins; where a file begins too, it stays so. */
export function startsDocument(pages: readonly BatchPage[], documentType: string | null): Change[] {
  return kept(pages, (before) => ({ starts: before.starts === 'file' ? 'file' : 'document', documentType }));
}

export function startsFile(pages: readonly BatchPage[], registerCase: string | null): Change[] {
  return kept(pages, () => ({ starts: 'file', case: registerCase }));
}

/** Where something begins is a page to keep: the start of one that is set apart would be lost at the release. */
function kept(pages: readonly BatchPage[], deed: (before: Arrangement) => Partial<Arrangement>): Change[] {
  return changesOf(pages.filter((page) => page.disposition !== 'rescanned'), (before, page) => ({
    ...deed(before),
    ...(before.disposition === 'image' ? {} : { disposition: 'image', isAnswered: before.isAnswered || page.flags.length > 0 }),
  }));
}

/** A register case as people type it (pmr 2019 17) in the form in which it is kept; null where it is none. */
export function readRegisterCase(text: string): string | null {
  const parts = /^(pmr|uat)[\s./-]*(\d{4})[\s./-]*(\d{1,5})$/i.exec(text.trim());
  if (!parts) return null;
  const [, register = '', year = '', number = ''] = parts;
  return Number(year) < 1900 ? null : `${register.toUpperCase()}-${year}-${number.padStart(5, '0')}`;
}

export function byPosition(one: BatchPage, other: BatchPage): number {
  return one.position - other.position || one.id - other.id;
}

/**
 * Puts pages, in the order in which they stand, before the one at `target` of all pages in order (behind the last, where it
 * is their count). Others keep their positions unless there is no room between them; then as few of them as needed move too.
 */
export function moved(inOrder: readonly BatchPage[], ids: ReadonlySet<number>, target: number): Change[] {
  const group = inOrder.filter((page) => ids.has(page.id));
  const rest = inOrder.filter((page) => !ids.has(page.id));
  const at = inOrder.slice(0, target).filter((page) => !ids.has(page.id)).length;
  const wanted = [...rest.slice(0, at), ...group, ...rest.slice(at)];
  if (group.length === 0 || wanted.every((page, index) => page.id === inOrder[index]?.id)) return [];

  let first = at;
  let behind = at + group.length;
  for (;;) {
    const low = wanted[first - 1]?.position;
    const high = wanted[behind]?.position;
    const count = behind - first;
    const positions = spread(low, high, count);
    if (positions) {
      const newPosition = new Map(wanted.slice(first, behind).map((page, index) => [page.id, positions[index] ?? page.position]));
      return changesOf(wanted.slice(first, behind), (before, page) => ({ position: newPosition.get(page.id) ?? before.position }));
    }
    if (first > 0) first -= 1;
    if (behind < wanted.length) behind += 1;
  }
}

/** As many whole numbers as asked for between two others, evenly; null where there is no room. */
export function spread(low: number | undefined, high: number | undefined, count: number): number[] | null {
  if (low === undefined && high === undefined) return Array.from({ length: count }, (_, index) => (index + 1) * step);
  const from = low ?? (high ?? 0) - step * (count + 1);
  const to = high ?? from + step * (count + 1);
  if (to - from <= count) return null;
  return Array.from({ length: count }, (_, index) => from + Math.floor(((to - from) * (index + 1)) / (count + 1)));
}
