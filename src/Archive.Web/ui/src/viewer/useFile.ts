import { useQuery } from '@tanstack/react-query';
import { api, data } from '../api/client';

export const fileKey = (id: string) => ['file', id] as const;

export function useFile(id: string) {
  return useQuery({
    queryKey: fileKey(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/files/{file}', { signal, params: { path: { file: id } } })),
  });
}

export function useFileHits(id: string, q: string) {
  return useQuery({
    queryKey: ['hits', id, q],
    enabled: q !== '',
    queryFn: ({ signal }) => data(api.GET('/api/v1/files/{file}/hits', { signal, params: { path: { file: id }, query: { q } } })),
  });
}

export function usePageText(id: string, number: number, enabled: boolean) {
  return useQuery({
    queryKey: ['text', id, number],
    enabled,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) =>
      data(api.GET('/api/v1/files/{file}/pages/{number}/text', { signal, params: { path: { file: id, number } } })),
  });
}
