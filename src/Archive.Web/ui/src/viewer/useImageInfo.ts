import { useQuery } from '@tanstack/react-query';
import { noteContact } from '../api/contact';
import { ApiError, readApiError } from '../api/problem';
import { imageUrl, infoUrl } from './iiif';

/**
 * What OpenSeadragon must know of a page's image. That of the next page is not fetched ahead: the audit
 * ledger would name a page as read that nobody has looked at.
 */
export function useImageInfo(fileId: string, page: number) {
  return useQuery({
    queryKey: ['image', fileId, page],
    staleTime: 5 * 60_000,
    queryFn: async ({ signal }) => {
      const response = await fetch(infoUrl(fileId, page), { signal, credentials: 'same-origin' }).catch((error: unknown) => {
        throw error instanceof DOMException ? error : new ApiError(0);
      });
      if (response.status !== 401) noteContact();
      if (!response.ok) throw await readApiError(response);
      return ownInfo((await response.json()) as object, fileId, page, window.location.origin);
    },
  });
}

/**
 * The tiles are asked for where the page came from, whatever host the service believes itself to be:
 * behind a proxy its own name may be another, which the content security policy would refuse.
 */
export function ownInfo(info: object, fileId: string, page: number, origin: string): object {
  return { ...info, id: origin + imageUrl(fileId, page) };
}
