import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import i18next from 'i18next';
import { api, data } from '../src/api/client';
import { errorText } from '../src/api/errorText';
import { ApiError, isApiError, readApiError } from '../src/api/problem';
import { createQueryClient, heedSession, sessionKey } from '../src/api/queryClient';
import type { Session } from '../src/api/types';
import { startI18n } from '../src/i18n';
import { weaknesses } from '../src/session/passwordRules';

const problem = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json', ...headers } });

const session: Session = {
  account: {
    id: 1, name: 'anna', displayName: 'Anna', roles: ['caseworker'], registers: ['PMR'], units: [], allUnits: true,
    mustChangePassword: false, secondFactor: false,
  },
  secondLook: false, idleMinutes: 30, endsAt: '2026-01-01T00:00:00Z', version: '1',
};

beforeAll(() => startI18n('en'));
afterEach(() => vi.unstubAllGlobals());

describe('readApiError', () => {
  it('reads status, code, detail and the errors of fields', async () => {
    const error = await readApiError(problem(422, { title: 'Weak', detail: 'why', code: 'weakPassword', errors: { replacement: ['tooShort'] } }));
    expect(error).toMatchObject({ status: 422, code: 'weakPassword', detail: 'why', errors: { replacement: ['tooShort'] } });
    expect(isApiError(error, 422, 'weakPassword')).toBe(true);
    expect(isApiError(error, 422, 'syntax')).toBe(false);
  });

  it('takes what is no problem document for a bare status', async () => {
    expect(await readApiError(new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } })))
      .toMatchObject({ status: 502, code: null, errors: {} });
    expect(await readApiError(new Response('{broken', { status: 500, headers: { 'Content-Type': 'application/json' } })))
      .toMatchObject({ status: 500, code: null });
  });

  it('reads Retry-After as seconds and as a date', async () => {
    expect((await readApiError(problem(429, {}, { 'Retry-After': '90' }))).retryAfterSeconds).toBe(90);
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect((await readApiError(problem(429, {}, { 'Retry-After': 'Thu, 01 Jan 2026 00:02:00 GMT' }), now)).retryAfterSeconds).toBe(120);
    expect((await readApiError(problem(429, {}, { 'Retry-After': 'soon' }))).retryAfterSeconds).toBeNull();
  });
});

describe('the client', () => {
  it('sends X-Archive-Request with unsafe requests only', async () => {
    const fetch = vi.fn<(request: Request) => Promise<Response>>(async () => new Response(null, { status: 204 }));
    vi.stubGlobal('fetch', fetch);
    await api.DELETE('/api/v1/session');
    await api.GET('/api/v1/session');
    expect(fetch.mock.calls.map(([request]) => [request.method, request.headers.get('X-Archive-Request')]))
      .toEqual([['DELETE', '1'], ['GET', null]]);
  });

  it('throws what the server refuses', async () => {
    vi.stubGlobal('fetch', async () => problem(403, { code: 'purposeNeeded' }));
    await expect(data(api.GET('/api/v1/files/{file}', { params: { path: { file: 'F1' } } })))
      .rejects.toMatchObject({ status: 403, code: 'purposeNeeded' });
  });

  it('throws status 0 where the server is not reached', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(data(api.GET('/api/v1/session'))).rejects.toMatchObject({ status: 0 });
  });
});

describe('heedSession', () => {
  it('ends the session and forgets everything seen on any 401', () => {
    const client = createQueryClient();
    client.setQueryData(sessionKey, session);
    client.setQueryData(['file', 'F1'], { id: 'F1' });
    heedSession(client, new ApiError(401, { code: 'loggedOut' }));
    expect(client.getQueryData(sessionKey)).toBeNull();
    expect(client.getQueryData(['file', 'F1'])).toBeUndefined();
  });

  it('notes that the password must be changed', () => {
    const client = createQueryClient();
    client.setQueryData(sessionKey, session);
    heedSession(client, new ApiError(403, { code: 'passwordChangeNeeded' }));
    expect(client.getQueryData<Session>(sessionKey)?.account.mustChangePassword).toBe(true);
  });

  it('leaves the session alone otherwise', () => {
    const client = createQueryClient();
    client.setQueryData(sessionKey, session);
    heedSession(client, new ApiError(403, { code: 'purposeNeeded' }));
    heedSession(client, new TypeError('bug'));
    expect(client.getQueryData(sessionKey)).toEqual(session);
  });
});

describe('errorText', () => {
  const text = (error: unknown) => errorText(i18next.t, error);

  it('prefers the code, then the status, and always says something', () => {
    expect(text(new ApiError(409, { code: 'lastAdministrator' }))).toContain('last account');
    expect(text(new ApiError(404))).toContain('not there');
    expect(text(new ApiError(503))).toContain('server failed');
    expect(text(new ApiError(0))).toContain('cannot be reached');
    expect(text(new ApiError(418, { code: 'teapot' }))).toContain('unexpected');
    expect(text(new Error('bug'))).toContain('unexpected');
  });

  it('tells how long to wait, in whole minutes', () => {
    expect(text(new ApiError(429, {}, 30))).toContain('in 1 minute.');
    expect(text(new ApiError(429, {}, 300))).toContain('in 5 minutes.');
    expect(text(new ApiError(429))).toContain('Wait a while');
  });
});

describe('weaknesses', () => {
  it('keeps the reasons it knows, and one for those it does not', () => {
    const weak = (replacement: string[]) => weaknesses(new ApiError(422, { code: 'weakPassword', errors: { replacement } }));
    expect(weak(['tooShort', 'containsName'])).toEqual(['tooShort', 'containsName']);
    expect(weak(['rhymes'])).toEqual(['other']);
    expect(weak([])).toEqual(['other']);
    expect(weaknesses(new ApiError(422, { code: 'syntax' }))).toEqual([]);
    expect(weaknesses(null)).toEqual([]);
  });
});
