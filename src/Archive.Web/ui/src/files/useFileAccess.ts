import { useQuery, type QueryClient } from '@tanstack/react-query';
import { api, data } from '../api/client';
import { fileKey } from '../viewer/useFile';

/** What decides who may see a file, as it is now: a change is made over what was read here. */
export function useFileAccess(fileId: string) {
  return useQuery({
    queryKey: ['access', fileId],
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => data(api.GET('/api/v1/files/{file}/access', { signal, params: { path: { file: fileId } } })),
  });
}

/** After a change of a file's case or access: lists and searches may have it, or no longer. */
export function refreshFile(client: QueryClient, fileId: string): void {
  for (const queryKey of [['files'], fileKey(fileId), ['search']]) void client.invalidateQueries({ queryKey });
}
