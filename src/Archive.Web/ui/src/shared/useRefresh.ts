import { useIdle } from '@mantine/hooks';

/** Refreshing by itself must not keep a forgotten session alive for ever. */
const idleMilliseconds = 5 * 60_000;

/** How often to ask anew; not at all once nobody has been at mouse or keyboard for a while. */
export function useRefresh(milliseconds: number): number | false {
  return useIdle(idleMilliseconds, { initialState: false }) ? false : milliseconds;
}
