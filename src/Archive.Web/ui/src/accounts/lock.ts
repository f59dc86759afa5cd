import type { Account } from '../api/types';

/** Whether an account is kept out after failed log-ins; a lock that is over stays written down. */
export function isLocked(account: Pick<Account, 'lockedUntil'>, now: number): boolean {
  return account.lockedUntil !== null && Date.parse(account.lockedUntil) > now;
}
