import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, data } from '../api/client';
import type { Batch, ScanList } from '../api/types';
import { batchKey, sourcesKey } from '../batches/useBatches';
import type { Place } from './place';

const scansKey = (id: number) => [...batchKey(id), 'scans'] as const;
const pollMs = 1500;

export interface ScanWish extends Place {
  profile: string;
  sides: number;
}

/** The scanners of the machine that serves, and what is scanned into a batch with them. */
export function useScan(batch: Batch) {
  const client = useQueryClient();
  const scanners = useQuery({ queryKey: ['scanners'], staleTime: 60_000, queryFn: ({ signal }) => data(api.GET('/api/v1/scanners', { signal })) });
  const profiles = scanners.data?.profiles ?? [];
  const scans = useQuery<ScanList>({
    queryKey: scansKey(batch.id),
    enabled: profiles.length > 0,
    refetchInterval: (query) => (query.state.data?.items[0]?.outcome === 'running' ? pollMs : false),
    queryFn: ({ signal }) => data(api.GET('/api/v1/batches/{id}/scans', { signal, params: { path: { id: batch.id } } })),
  });
  const refresh = () => {
    void client.invalidateQueries({ queryKey: scansKey(batch.id) });
    void client.invalidateQueries({ queryKey: sourcesKey(batch.id) });
  };
  const begin = useMutation({
    mutationFn: (wish: ScanWish) => data(api.POST('/api/v1/batches/{id}/scans', { params: { path: { id: batch.id } }, body: wish })),
    onSettled: refresh,
  });
  const stop = useMutation({
    mutationFn: (scan: string) => api.DELETE('/api/v1/batches/{id}/scans/{scan}', { params: { path: { id: batch.id, scan } } }),
    onSettled: refresh,
  });
  return { profiles, problem: scanners.data?.problem ?? null, last: scans.data?.items[0], begin, stop };
}
