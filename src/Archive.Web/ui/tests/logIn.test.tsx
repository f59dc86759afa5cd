import { notifications } from '@mantine/notifications';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '../src/api/queryClient';
import { startI18n } from '../src/i18n';
import { Providers } from '../src/Providers';
import { RequireSession } from '../src/session/guards';
import { LogInPage } from '../src/session/LogInPage';

const account = {
  id: 1, name: 'anna', displayName: 'Anna', roles: ['caseworker'], registers: [], units: [], allUnits: true,
  mustChangePassword: false, secondFactor: true,
};
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
let sent: unknown[];

beforeAll(() => startI18n('en'));
beforeEach(() => {
  sent = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return json(401, { code: 'loggedOut' });
    const body = (await request.json()) as { password: string; code?: string };
    sent.push(body);
    if (body.password !== 'right') return json(401, { code: 'wrongCredentials' });
    if (body.code === undefined) return json(401, { code: 'secondFactorNeeded' });
    if (body.code !== '123456') return json(401, { code: 'wrongCredentials' });
    return json(200, { account, idleMinutes: 30, endsAt: '2026-01-01T00:00:00Z', version: '1', failedLogIns: 3, lastLogInAt: '2025-12-24T08:00:00Z' });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  notifications.clean();
});

function Where() {
  const { pathname, search } = useLocation();
  return <p>at {pathname + search}</p>;
}

function open(address: string) {
  render(
    <Providers client={createQueryClient()}>
      <MemoryRouter initialEntries={[address]}>
        <Routes>
          <Route path="/log-in" element={<LogInPage />} />
          <Route element={<RequireSession />}><Route path="*" element={<Where />} /></Route>
        </Routes>
      </MemoryRouter>
    </Providers>,
  );
}

describe('log-in', () => {
  it('leads through the second step back to the address that was asked for', async () => {
    const user = userEvent.setup();
    open('/files/F1/pages/3?q=a');
    await user.type(await screen.findByLabelText(/^Name/), 'anna');
    await user.type(screen.getByLabelText(/^Password/), 'right');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    const code = await screen.findByLabelText(/^Code from/);
    expect(code).toHaveFocus();
    expect(screen.queryByRole('alert')).toBeNull();
    await user.type(code, '000000');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('The code is wrong');
    await user.type(screen.getByLabelText(/^Code from/), '123 456');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    expect(await screen.findByText('at /files/F1/pages/3?q=a')).toBeInTheDocument();
    expect(sent.at(-1)).toEqual({ name: 'anna', password: 'right', code: '123456' });
    expect(await screen.findByText('3 failed log-ins to your account')).toBeInTheDocument();
    expect(screen.getByText(/^Since you were here last, on 24 Dec 2025/)).toBeInTheDocument();
  });

  it('says no more than that name or password are wrong', async () => {
    const user = userEvent.setup();
    open('/log-in');
    await user.type(await screen.findByLabelText(/^Name/), 'anna');
    await user.type(screen.getByLabelText(/^Password/), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('The name or the password is wrong');
    expect(screen.queryByLabelText(/^Code from/)).toBeNull();
  });
});
