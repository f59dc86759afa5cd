import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isApiError } from './problem';
import type { Session } from './types';

export const sessionKey = ['session'] as const;

/** One client for the whole UI. Any 401 ends the session here, any demand for a new password is noted in it. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => heedSession(client, error) }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (mutation.meta?.isLogIn !== true) heedSession(client, error);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => count < 2 && (!isApiError(error) || error.status === 0 || error.status >= 502),
      },
      mutations: { retry: false },
    },
  });
  return client;
}

export function heedSession(client: QueryClient, error: unknown): void {
  if (isApiError(error, 401)) forgetSession(client);
  if (isApiError(error, 403, 'passwordChangeNeeded')) {
    client.setQueryData<Session | null>(sessionKey, (session) =>
      session ? { ...session, account: { ...session.account, mustChangePassword: true } } : session,
    );
  }
}

export function forgetSession(client: QueryClient): void {
  client.setQueryData(sessionKey, null);
  forgetSeen(client);
}

/** Nothing that one account has seen may stay in memory for the next. */
export function forgetSeen(client: QueryClient): void {
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
}
