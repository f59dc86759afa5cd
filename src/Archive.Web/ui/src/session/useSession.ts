import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api, data } from '../api/client';
import { isApiError } from '../api/problem';
import { forgetSeen, sessionKey } from '../api/queryClient';
import type { Role, Session } from '../api/types';

/** The session of this browser; null when nobody is logged in, undefined while that is not known yet. */
export function sessionQuery(client: QueryClient) {
  return queryOptions<Session | null>({
    queryKey: sessionKey,
    staleTime: Infinity,
    // Another tab may have logged out, or in as somebody else.
    refetchOnWindowFocus: 'always',
    gcTime: Infinity,
    queryFn: async () => {
      try {
        const session = await data(api.GET('/api/v1/session'));
        const before = client.getQueryData<Session | null>(sessionKey);
        if (before && before.account.id !== session.account.id) forgetSeen(client);
        return session;
      } catch (error) {
        if (isApiError(error, 401)) {
          forgetSeen(client);
          return null;
        }
        throw error;
      }
    },
  });
}

export function useSessionQuery() {
  return useQuery(sessionQuery(useQueryClient()));
}

/** For screens behind the log-in only. */
export function useSession(): Session {
  const { data: session } = useSessionQuery();
  if (!session) throw new Error('This screen needs a session.');
  return session;
}

/** For screens behind the log-in only. */
export function useAccount(): Session['account'] {
  return useSession().account;
}

export function useHasRole(role: Role): boolean {
  return useSessionQuery().data?.account.roles.includes(role) ?? false;
}
