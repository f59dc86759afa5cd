import { describe, expect, it } from 'vitest';
import { sessionWarning } from '../src/session/sessionClock';

const start = Date.parse('2026-01-01T08:00:00Z');
const after = (minutes: number) => start + minutes * 60_000;
const session = { idleMinutes: 30, endsAt: '2026-01-01T18:00:00Z' };

describe('the end of a session', () => {
  it('is announced two minutes before it comes for want of activity', () => {
    expect(sessionWarning(session, start, after(27))).toBeNull();
    expect(sessionWarning(session, start, after(28.1))).toBe('idle');
    expect(sessionWarning(session, start, after(30.2))).toBe('over');
  });

  it('moves on with each contact', () => {
    expect(sessionWarning(session, after(20), after(40))).toBeNull();
  });

  it('is announced five minutes before the last moment, whatever is done', () => {
    expect(sessionWarning(session, after(594), after(594))).toBeNull();
    expect(sessionWarning(session, after(596), after(596))).toBe('end');
    expect(sessionWarning(session, after(600), after(601))).toBe('over');
  });

  it('is asked of the server only once it must have come', () => {
    expect(sessionWarning(session, start, after(30) + 4_000)).toBe('idle');
  });
});
