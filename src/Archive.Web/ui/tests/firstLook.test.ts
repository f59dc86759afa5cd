import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchUnlessEarly } from '../src/api/early';
import { createQueryClient } from '../src/api/queryClient';
import type { Role } from '../src/api/types';
import { batchPagesQuery } from '../src/batches/useBatches';
import { prepareFirstLook } from '../src/firstLook';

vi.mock('../src/lazyScreens', () => ({ loadScreenAt: async () => undefined }));

const json = (body: unknown) => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
let asked: string[];
let roles: Role[];

beforeEach(() => {
  asked = [];
  roles = ['operator'];
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url);
    asked.push(pathname);
    return pathname === '/api/v1/session' ? json({ account: { id: 1, roles, mustChangePassword: false } }) : json({ items: [], version: 7 });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  delete window.archiveEarly;
});

describe('what was asked for early', () => {
  const get = () => new Request('http://localhost/api/v1/session');

  it('is taken once', async () => {
    window.archiveEarly = new Map([['/api/v1/session', Promise.resolve(json({ early: true }))]]);
    expect(await (await fetchUnlessEarly(get())).json()).toEqual({ early: true });
    expect(asked).toEqual([]);
    await fetchUnlessEarly(get());
    expect(asked).toEqual(['/api/v1/session']);
  });

  it('is asked for again where it failed, and never stands for a change', async () => {
    window.archiveEarly = new Map([['/api/v1/session', Promise.reject(new TypeError('no network'))]]);
    expect((await fetchUnlessEarly(get())).ok).toBe(true);
    window.archiveEarly.set('/api/v1/session', Promise.resolve(json({ early: true })));
    await fetchUnlessEarly(new Request('http://localhost/api/v1/session', { method: 'POST', body: '{}' }));
    expect(asked).toEqual(['/api/v1/session', '/api/v1/session']);
  });
});

describe('what the document asks for', () => {
  const addresses = ['/api/v1/session', '/api/v1/batches/12', '/api/v1/batches/12/pages'];
  const get = (path: string) => fetchUnlessEarly(new Request(`http://localhost${path}`));
  const runFirst = () => {
    // The document asks by path, the program by address.
    const fetchOfProgram = globalThis.fetch;
    vi.stubGlobal('fetch', (request: Request | string) => fetchOfProgram(typeof request === 'string' ? new Request(`http://localhost${request}`) : request));
    window.history.replaceState(null, '', '/batches/12');
    new Function(readFileSync('public/first.js', 'utf8'))();
  };

  it('is taken by the program even where it asks before the session is known, and later it asks anew', async () => {
    runFirst();
    await Promise.all(addresses.map(get));
    expect([...asked].sort()).toEqual([...addresses].sort());
    await get('/api/v1/batches/12/pages');
    expect(asked.length).toBe(4);
  });

  it('is no batch that would be refused', async () => {
    roles = ['caseworker'];
    runFirst();
    await window.archiveEarly?.get('/api/v1/batches/12');
    expect(asked).toEqual(['/api/v1/session']);
    await get('/api/v1/batches/12');
    expect(asked).toEqual(['/api/v1/session', '/api/v1/batches/12']);
  });
});

describe('the first look', () => {
  it('has the batch and its pages ready', async () => {
    const client = createQueryClient();
    await prepareFirstLook(client, '/batches/12');
    expect(asked.sort()).toEqual(['/api/v1/batches/12', '/api/v1/batches/12/pages', '/api/v1/session']);
    expect(client.getQueryData(batchPagesQuery(12).queryKey)?.version).toBe(7);
  });

  it('asks for no batch that would be refused', async () => {
    roles = ['caseworker'];
    await prepareFirstLook(createQueryClient(), '/batches/12');
    expect(asked).toEqual(['/api/v1/session']);
  });

  it('does not wait for a slow service', async () => {
    vi.stubGlobal('fetch', () => new Promise(() => undefined));
    await prepareFirstLook(createQueryClient(), '/batches/12');
    expect(asked).toEqual([]);
  });
});
