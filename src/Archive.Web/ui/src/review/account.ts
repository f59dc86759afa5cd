import type { Batch, BatchPage, ReleaseObstacle, SheetAccount } from '../api/types';
import { byPosition } from './arrangement';
import { isOpen } from './order';

/** The account of the batch with the changes on the screen, in sides; counted as the service counts it. */
export function accountOf(batch: Pick<Batch, 'sheets' | 'sides'>, pages: readonly BatchPage[], rejected: number): SheetAccount {
  const count = (disposition: BatchPage['disposition']) => pages.filter((page) => page.disposition === disposition).length;
  const [images, blanks, separators, rescans] = [count('image'), count('blank'), count('separator'), count('rescanned')];
  const total = images + blanks + separators + rescans;
  const expected = batch.sheets === null ? null : batch.sheets * batch.sides;
  const missing = expected === null ? null : expected - total;
  return { expected, images, blanks, separators, rescans, rejected, total, missing, balances: missing === 0 };
}

/** Which sentence tells the account. */
export type Verdict = 'undeclared' | 'balances' | 'missing' | 'tooMany';

export function verdictOf(account: Pick<SheetAccount, 'missing'>): Verdict {
  if (account.missing === null) return 'undeclared';
  if (account.missing === 0) return 'balances';
  return account.missing > 0 ? 'missing' : 'tooMany';
}

/** Everything that stands in the way of the release, all at once. */
export function obstaclesOf(batch: Pick<Batch, 'stage' | 'isClosed'>, pages: readonly BatchPage[], account: SheetAccount): ReleaseObstacle[] {
  if (batch.stage === 'released' || batch.stage === 'setAside') return ['over'];
  const found: ReleaseObstacle[] = [];
  if (!batch.isClosed) found.push('stillOpen');
  if (pages.some((page) => page.state !== 'finished')) found.push('pagesInWork');
  if (account.expected === null) found.push('sheetsUndeclared');
  else if (!account.balances) found.push('notBalanced');
  if (pages.some(isOpen)) found.push('flagsOpen');
  if (account.images === 0) found.push('nothingToRelease');
  return found;
}

export interface PlannedFile {
  name: string;
  case: string | null;
  pages: number;
  documents: number;
}

/** The personal files that the release would make of the pages as they stand. */
export function filesOf(batch: Pick<Batch, 'name'>, pages: readonly BatchPage[]): PlannedFile[] {
  const files: PlannedFile[] = [];
  for (const page of pages.filter((one) => one.disposition === 'image').sort(byPosition)) {
    if (files.length === 0 || page.starts === 'file') {
      const name = page.case ?? (files.length === 0 ? batch.name : `${batch.name} (${files.length + 1})`);
      files.push({ name, case: page.starts === 'file' ? page.case : null, pages: 0, documents: 0 });
    }
    const file = files.at(-1)!;
    file.pages += 1;
    if (page.starts !== 'nothing' || file.documents === 0) file.documents += 1;
  }
  return files;
}
