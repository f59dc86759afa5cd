import type { QueryClient } from '@tanstack/react-query';
import { batchPagesQuery, batchQuery } from './batches/useBatches';
import { loadScreenAt } from './lazyScreens';
import { sessionQuery } from './session/useSession';

/** What is there by then need not be waited for on the screen; what is slower is. */
const patienceMilliseconds = 300;

/**
 * Gets what the first screen needs before it is drawn for the first time: drawn at once it is there sooner than with a frame, a
 * wheel and then itself, each of which takes a tenth of a second. Much of it public/first.js has asked for already.
 */
export async function prepareFirstLook(client: QueryClient, pathname: string): Promise<void> {
  const ready = Promise.all([loadScreenAt(pathname), fetchFor(client, pathname)]);
  await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, patienceMilliseconds))]);
}

async function fetchFor(client: QueryClient, pathname: string): Promise<void> {
  await client.prefetchQuery(sessionQuery(client));
  const account = client.getQueryData(sessionQuery(client).queryKey)?.account;
  const batch = /^\/batches\/(\d+)$/.exec(pathname)?.[1];
  if (batch === undefined || account === undefined || account.mustChangePassword || !account.roles.includes('operator')) return;
  await Promise.all([client.prefetchQuery(batchQuery(Number(batch))), client.prefetchQuery(batchPagesQuery(Number(batch)))]);
}
