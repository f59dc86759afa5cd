import createClient, { type Middleware } from 'openapi-fetch';
import { noteContact } from './contact';
import { fetchUnlessEarly } from './early';
import { ApiError, readApiError } from './problem';
import type { paths } from './schema';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

const archiveRules: Middleware = {
  onRequest({ request }) {
    // No form of another site can send this header; the server refuses unsafe requests without it.
    if (!safeMethods.has(request.method)) request.headers.set('X-Archive-Request', '1');
    return request;
  },
  async onResponse({ response }) {
    if (response.status !== 401) noteContact();
    if (!response.ok) throw await readApiError(response);
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    return new ApiError(0);
  },
};

export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  credentials: 'same-origin',
  headers: { Accept: 'application/json, application/problem+json' },
  fetch: fetchUnlessEarly,
});

api.use(archiveRules);

/** The data of an answer; refusals have been thrown as ApiError before. */
export async function data<T>(answer: Promise<{ data?: T; error?: unknown }>): Promise<T> {
  return (await answer).data as T;
}
