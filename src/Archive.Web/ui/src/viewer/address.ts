/** Where a page is shown; `hit` counts the hits of that page from 1. */
export function viewerAddress(fileId: string, page: number, at: { q?: string; hit?: number | null } = {}): string {
  const parameters = new URLSearchParams();
  if (at.q) parameters.set('q', at.q);
  if (at.hit) parameters.set('hit', String(at.hit));
  const tail = parameters.toString();
  return `/files/${encodeURIComponent(fileId)}/pages/${page}${tail === '' ? '' : `?${tail}`}`;
}

export function readPage(value: string | undefined, pageCount: number): number {
  const page = /^\d{1,9}$/.test(value ?? '') ? Number(value) : 1;
  return Math.min(Math.max(page, 1), Math.max(pageCount, 1));
}

export function readHit(value: string | null): number | null {
  return value !== null && /^[1-9]\d{0,5}$/.test(value) ? Number(value) : null;
}
