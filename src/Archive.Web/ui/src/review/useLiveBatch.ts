import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { noteContact } from '../api/contact';
import type { Batch, BatchPages } from '../api/types';
import { batchKey, pagesKey, sourcesKey } from '../batches/useBatches';

const leastMilliseconds = 1_000;
/** How often it is looked whether the fetch has ended that ran when the first event came. */
const fetchedMilliseconds = 100;

/** Whether pages are those of the batch as it is now told. */
export function isUpToDate(known: BatchPages | undefined, batch: Pick<Batch, 'version' | 'pages' | 'pagesFinished'>): boolean {
  return known !== undefined && known.version >= batch.version && known.items.length === batch.pages
    && known.items.filter((page) => page.state === 'finished').length === batch.pagesFinished;
}

const markOf = (batch: Batch) => `${batch.version} ${batch.pagesFinished} ${batch.pages}`;

/** Follows the batch, whoever changes it; its pages are asked for anew at most once a second. */
export function useLiveBatch(id: number, enabled: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!enabled || typeof EventSource === 'undefined') return;
    let told: Batch | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let askedAt = 0;
    const refetch = () => {
      timer = null;
      askedAt = Date.now();
      void client.invalidateQueries({ queryKey: pagesKey(id) });
      void client.invalidateQueries({ queryKey: sourcesKey(id) });
    };
    // The first event tells how things stand: pages that are just fetched are not fetched again for it, unless they were read before
    // what it tells of.
    const refetchUnlessThere = () => {
      if (client.getQueryState(pagesKey(id))?.fetchStatus === 'fetching') timer = setTimeout(refetchUnlessThere, fetchedMilliseconds);
      else if (told !== null && isUpToDate(client.getQueryData(pagesKey(id)), told)) timer = null;
      else refetch();
    };
    const source = new EventSource(`/api/v1/batches/${id}/events`);
    source.addEventListener('batch', (event) => {
      const batch = JSON.parse(event.data as string) as Batch;
      client.setQueryData<Batch>(batchKey(id), (known) => (known && known.version > batch.version ? known : batch));
      const isFirst = told === null;
      if (told !== null && markOf(told) === markOf(batch)) return;
      told = batch;
      if (isFirst) refetchUnlessThere();
      else timer ??= setTimeout(refetch, Math.max(0, askedAt + leastMilliseconds - Date.now()));
    });
    source.addEventListener('open', () => noteContact());
    return () => {
      source.close();
      if (timer) clearTimeout(timer);
    };
  }, [client, enabled, id]);
}
