import { render, screen, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '../src/api/queryClient';
import type { Role, Station } from '../src/api/types';
import { App } from '../src/App';
import { setLanguage, startI18n } from '../src/i18n';
import { Providers } from '../src/Providers';

const station: Station = { name: 'Reception', waiting: 0, batchId: null, batchName: null, rejectedToday: 0, problem: null, lastSeenAt: '2026-01-05T10:00:00Z' };
let roles: Role[];
let stations: Station[];
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

beforeAll(() => startI18n('en'));
beforeEach(() => {
  roles = ['operator'];
  stations = [];
  const answers: Record<string, () => unknown> = {
    '/api/v1/session': () => ({
      account: { id: 1, name: 'anna', displayName: 'Anna', roles, registers: [], units: [], allUnits: true, mustChangePassword: false, secondFactor: false },
      idleMinutes: 30, endsAt: '2026-01-01T00:00:00Z', version: '1',
    }),
    '/api/v1/stations': () => ({ items: stations, next: null }),
    '/api/v1/batches': () => ({ items: [], next: null }),
  };
  vi.stubGlobal('fetch', async (request: Request | string) => {
    const answer = answers[new URL(typeof request === 'string' ? request : request.url, 'http://localhost').pathname];
    return answer === undefined ? json({}, 404) : json(answer());
  });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await setLanguage('en');
});

function open(address: string) {
  render(
    <Providers client={createQueryClient()}>
      <MemoryRouter initialEntries={[address]}>
        <App />
      </MemoryRouter>
    </Providers>,
  );
}

describe('stations', () => {
  it('say how to set them up where there are none', async () => {
    open('/stations');
    expect(await screen.findByRole('heading', { name: 'There are no stations yet' })).toBeInTheDocument();
    expect(screen.getByText(/ARCHIVE_SERVICE_HOT_FOLDERS/)).toBeInTheDocument();
  });

  it('lead operators to the open batch, and say in Latvian what is to be mended', async () => {
    stations = [
      { ...station, waiting: 3, batchId: 12, batchName: 'Reception 2026-01-05 10:00' },
      { ...station, name: 'Copier', problem: "'done' is not a folder: nothing is taken until it is removed.", lastSeenAt: null },
    ];
    await setLanguage('lv');
    open('/stations');
    const [, reception, copier] = await screen.findAllByRole('row');
    expect(within(reception!).getByRole('link', { name: 'Reception 2026-01-05 10:00' })).toHaveAttribute('href', '/batches/12');
    expect(reception).toHaveTextContent('Pieņem datnes');
    expect(copier).toHaveTextContent('“done” nav mape: kamēr tas nav izņemts, nekas netiek pieņemts.');
    expect(copier).toHaveTextContent('Vēl nav');
  });

  it('show administrators the batch without a way into it', async () => {
    roles = ['administrator'];
    stations = [{ ...station, batchId: 12, batchName: 'Reception 2026-01-05 10:00' }];
    open('/stations');
    expect(await screen.findByText('Reception 2026-01-05 10:00')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Reception 2026-01-05 10:00' })).toBeNull();
  });

  it('are told of above the batches where one needs attention', async () => {
    stations = [station, { ...station, name: 'Copier', problem: 'Its folder is gone.' }];
    open('/batches');
    expect(await screen.findByText('1 station needs attention')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'To the stations' })).toHaveAttribute('href', '/stations');
    expect(screen.queryByText(/Reception/)).toBeNull();
  });
});
