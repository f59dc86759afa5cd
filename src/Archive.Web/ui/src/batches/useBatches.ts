import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, data } from '../api/client';
import type { Batch } from '../api/types';

export const batchesKey = ['batches'] as const;
export const batchKey = (id: number) => [...batchesKey, id] as const;
export const pagesKey = (id: number) => [...batchesKey, id, 'pages'] as const;
export const sourcesKey = (id: number) => [...batchesKey, id, 'sources'] as const;

export function useBatches(refetchInterval: number | false) {
  return useInfiniteQuery({
    queryKey: [...batchesKey, 'list'],
    refetchInterval,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      data(api.GET('/api/v1/batches', { signal, params: { query: { after: pageParam ?? undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next,
  });
}

export function fetchBatch(id: number, signal?: AbortSignal): Promise<Batch> {
  return data(api.GET('/api/v1/batches/{id}', { signal, params: { path: { id } } }));
}

export const batchQuery = (id: number) => queryOptions({ queryKey: batchKey(id), queryFn: ({ signal }) => fetchBatch(id, signal) });

/** Account and open flags, which lists leave out; asked for anew only when the batch has changed. */
export function useCounted(batch: Batch) {
  return useQuery({
    queryKey: [...batchesKey, 'counted', batch.id, batch.version, batch.pagesFinished],
    queryFn: ({ signal }) => fetchBatch(batch.id, signal),
    enabled: batch.account === null && ['scanning', 'processing', 'review'].includes(batch.stage),
    staleTime: Infinity,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

export const batchPagesQuery = (id: number) => queryOptions({
  queryKey: pagesKey(id),
  queryFn: ({ signal }) => data(api.GET('/api/v1/batches/{id}/pages', { signal, params: { path: { id } } })),
});

export function useSources(id: number, enabled: boolean) {
  return useQuery({
    queryKey: sourcesKey(id),
    enabled,
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/batches/{id}/sources', { signal, params: { path: { id } } }))).items,
  });
}

export const ifMatch = (version: number) => `"${version}"`;
