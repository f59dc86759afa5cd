import type { Session } from '../api/types';

export type SessionWarning = 'idle' | 'end' | 'over' | null;

const minute = 60_000;
const idleNotice = 2 * minute;
const endNotice = 5 * minute;
/** So that the server has ended the session for certain before it is asked. */
const margin = 5_000;

/** What must be said of a session's end, from when the server was last heard of. */
export function sessionWarning(session: Pick<Session, 'idleMinutes' | 'endsAt'>, lastContact: number, now: number): SessionWarning {
  const idleEnd = lastContact + session.idleMinutes * minute;
  const end = Date.parse(session.endsAt);
  if (now > Math.min(idleEnd, end) + margin) return 'over';
  if (now > end - endNotice) return 'end';
  if (now > idleEnd - idleNotice) return 'idle';
  return null;
}
