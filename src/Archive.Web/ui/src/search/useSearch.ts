import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api, data } from '../api/client';
import type { SearchState } from './searchState';

const filesAtOnce = 20;

export function useSearch(state: SearchState) {
  return useInfiniteQuery({
    queryKey: ['search', state],
    enabled: state.q !== '',
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      data(api.GET('/api/v1/search', {
        signal,
        params: {
          query: {
            q: state.q,
            register: state.register ?? undefined,
            year: state.year ?? undefined,
            after: pageParam ?? undefined,
            limit: filesAtOnce,
          },
        },
      })),
    getNextPageParam: (last) => last.next,
  });
}
