import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api, data } from '../api/client';
import type { FacetName, SearchState } from './searchState';

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
            ...(state.facets as Partial<Record<FacetName, string[]>>),
            after: pageParam ?? undefined,
            limit: filesAtOnce,
          },
        },
      })),
    getNextPageParam: (last) => last.next,
  });
}
