import { useQuery } from '@tanstack/react-query';
import { api, data } from '../api/client';
import type { Station } from '../api/types';

export function useStations(refetchInterval: number | false) {
  return useQuery<readonly Station[]>({
    queryKey: ['stations'],
    refetchInterval,
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/stations', { signal }))).items,
  });
}
