import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient, sessionKey } from '../src/api/queryClient';
import type { FileSummary } from '../src/api/types';
import { AccessForm } from '../src/files/AccessForm';
import { CaseForm } from '../src/files/CaseForm';
import { startI18n } from '../src/i18n';
import { Providers } from '../src/Providers';

const file = { id: 'F1', name: 'Kalniņa Anna', restricted: true, unit: null, case: null } as FileSummary;
const session = { account: { id: 1, name: 'anna', displayName: 'Anna', roles: ['archivist'], mustChangePassword: false } };
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
let granted: string[];
let restricted: boolean;
let saved: { match: string | null; body: unknown }[];

beforeAll(() => startI18n('en'));
beforeEach(() => {
  granted = ['anna'];
  restricted = true;
  saved = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url);
    const account = pathname.split('/').at(-1)!;
    if (request.method === 'GET' && pathname.endsWith('/access')) return json({ case: null, unit: null, restricted, version: 77 });
    if (request.method === 'GET' && pathname.endsWith('/grants')) {
      return json({ items: granted.map((name, index) => ({ accountId: index, name, displayName: `Name of ${name}`, grantedBy: 'anna', grantedAt: '2026-01-05T10:00:00Z' })), next: null });
    }
    if (pathname === '/api/v1/accounts/names') return json({ items: searchParams.get('q') === 'be' ? [{ name: 'berta', displayName: 'Berta Bērziņa' }] : [], next: null });
    if (request.method === 'PUT' && pathname.includes('/grants/')) {
      granted.push(account);
      return json(null, 204);
    }
    if (request.method === 'DELETE') {
      if (granted.length === 1) return json({ code: 'lastGrant' }, 409);
      granted = granted.filter((name) => name !== account);
      return json(null, 204);
    }
    saved.push({ match: request.headers.get('If-Match'), body: await request.json() });
    return saved.length === 1 ? json({ code: 'changedMeanwhile' }, 412) : json(file);
  });
});
afterEach(() => vi.unstubAllGlobals());

function open(form: React.ReactNode) {
  const client = createQueryClient();
  client.setQueryData(sessionKey, session);
  render(<Providers client={client}><MemoryRouter>{form}</MemoryRouter></Providers>);
  return userEvent.setup();
}

describe('access of a file', () => {
  it('lets people in by the beginning of their name, and takes them out', async () => {
    const user = open(<AccessForm file={file} onClose={() => undefined} />);
    const list = within(await screen.findByRole('region', { name: 'Who may see it' }));
    expect(await list.findByText('Name of anna')).toBeInTheDocument();
    await user.type(list.getByLabelText('Let somebody in', { selector: 'input' }), 'be');
    await user.click(await screen.findByRole('option', { name: 'Berta Bērziņa (berta)', hidden: true }));
    expect(await list.findByText('Name of berta')).toBeInTheDocument();
    await user.click(list.getByRole('button', { name: 'Take out: Name of berta' }));
    await vi.waitFor(() => expect(list.queryByText('Name of berta')).toBeNull());
    await user.click(list.getByRole('button', { name: 'Take out: Name of anna' }));
    expect(await list.findByRole('alert')).toHaveTextContent('Nobody would be left');
  });

  it('is closed once one has taken oneself out', async () => {
    granted = ['anna', 'berta'];
    const closed = vi.fn();
    const user = open(<AccessForm file={file} onClose={closed} />);
    await user.click(await screen.findByRole('button', { name: 'Take out: Name of anna' }));
    await vi.waitFor(() => expect(closed).toHaveBeenCalled());
  });

  it('is changed over what was read, and says when somebody was quicker', async () => {
    restricted = false;
    granted = [];
    const closed = vi.fn();
    const user = open(<AccessForm file={file} onClose={closed} />);
    await user.click(await screen.findByRole('switch', { name: /^Restricted/ }));
    expect(await screen.findByText('You are let in when you save.')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Somebody else has changed this meanwhile');
    expect(saved).toEqual([{ match: '"77"', body: { unit: null, restricted: true } }]);
    await user.click(screen.getByRole('button', { name: 'Load again' }));
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    await vi.waitFor(() => expect(closed).toHaveBeenCalled());
  });
});

describe('case of a file', () => {
  it('is given over what was read', async () => {
    saved.push({ match: null, body: null });
    const closed = vi.fn();
    const user = open(<CaseForm file={file} onClose={closed} />);
    await user.type(await screen.findByLabelText('Register case'), 'UAT-2021-00077');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await vi.waitFor(() => expect(closed).toHaveBeenCalled());
    expect(saved.at(-1)).toEqual({ match: '"77"', body: { case: 'UAT-2021-00077' } });
  });
});
