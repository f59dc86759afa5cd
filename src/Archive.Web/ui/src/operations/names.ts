import type { TFunction } from 'i18next';
import type { OperationsStatus } from '../api/types';

const jobs = ['verify', 'fixity', 'reindex', 'backup'] as const;
const kinds = ['needingOperator', 'rejected', 'failed'] as const;

/** A job that this version of the UI does not know is shown under the server's name. */
export function jobName(t: TFunction, name: string): string {
  const known = jobs.find((job) => job === name);
  return known === undefined ? name : t(`operations.job.${known}`);
}

/** All problems, the most frequent first. */
export function problemRows(problems: OperationsStatus['problems']) {
  return kinds
    .flatMap((kind) => Object.entries(problems[kind]).map(([reason, count]) => ({ kind, reason, count })))
    .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
}
