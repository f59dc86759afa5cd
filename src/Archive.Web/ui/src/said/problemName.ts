import type { TFunction } from 'i18next';

const problems = ['undecodable', 'damaged', 'timedOut', 'crashed', 'outOfMemory', 'lowConfidence', 'blankDoubtful', 'blurred'] as const;

/** What is wrong with a page, in two words; a problem that this version of the UI does not know is shown under the server's name. */
export function problemName(t: TFunction, name: string): string {
  const known = problems.find((problem) => problem === name);
  return known === undefined ? name : t(`problems.${known}`);
}
