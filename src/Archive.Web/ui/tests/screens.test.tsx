import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, useLocation } from 'react-router';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '../src/api/queryClient';
import type { Role } from '../src/api/types';
import { App } from '../src/App';
import { startI18n } from '../src/i18n';
import { Providers } from '../src/Providers';

// jsdom has no canvas for OpenSeadragon; what matters here is which boxes it is given.
vi.mock('../src/viewer/PageImage', () => ({
  PageImage: ({ label, boxes, chosen }: { label: string; boxes: unknown[]; chosen: number | null }) => (
    <p data-testid="image">{`${label} | ${boxes.length} boxes, chosen ${chosen}`}</p>
  ),
}));

const box = [0, 0, 10, 10];
const summary = {
  id: 'F1', name: 'Kalniņa Anna', case: 'PMR-2023-0412', batchId: 1, pageCount: 9, receivedAt: '2026-01-05T10:00:00Z',
  assembledAt: null, indexedAt: null, restricted: false, unit: null,
};
const detail = {
  ...summary, pdfBytes: null,
  pages: Array.from({ length: 9 }, (_, index) => ({
    number: index + 1, width: 100, height: 140, state: 'received', outcome: null, problem: null, reason: null, language: null, confidence: null, words: null,
  })),
};
const answer = {
  total: 1, isTotalExact: true, next: null, suggestions: [],
  groups: [{ file: summary, hits: [{ page: 4, snippet: [{ text: 'born in ', hit: false }, { text: 'Rīga', hit: true }], boxes: [] }] }],
  facets: { register: [{ value: 'PMR', count: 2 }, { value: 'UAT', count: 1 }], year: [{ value: '2026', count: 1 }], documentType: [], language: [], status: [] },
};

let roles: Role[];
let answers: Record<string, () => Response>;
let asked: string[];
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

beforeAll(() => startI18n('en'));
beforeEach(() => {
  roles = ['caseworker'];
  asked = [];
  answers = {
    '/api/v1/session': () => json({
      account: { id: 1, name: 'anna', displayName: 'Anna', roles, registers: [], units: [], allUnits: true, mustChangePassword: false, secondFactor: false },
      idleMinutes: 30, endsAt: '2026-01-01T00:00:00Z', version: '1',
    }),
    '/api/v1/search': () => json(answer),
    '/api/v1/files/F1': () => json(detail),
    '/api/v1/files/F1/hits': () => json({ items: [{ page: 4, boxes: [box, box] }, { page: 7, boxes: [box] }], next: null }),
    '/iiif/3': () => json({}),
  };
  vi.stubGlobal('fetch', async (request: Request | string) => {
    const url = new URL(typeof request === 'string' ? request : request.url, 'http://localhost');
    asked.push(url.pathname + decodeURIComponent(url.search));
    const key = url.pathname.startsWith('/iiif/3') ? '/iiif/3' : url.pathname;
    return answers[key]?.() ?? json({}, 404);
  });
});
afterEach(() => vi.unstubAllGlobals());

function Address() {
  const { pathname, search } = useLocation();
  return <p data-testid="address">{pathname + decodeURIComponent(search)}</p>;
}

function open(address: string) {
  render(
    <Providers client={createQueryClient()}>
      <MemoryRouter initialEntries={[address]}>
        <App />
        <Address />
      </MemoryRouter>
    </Providers>,
  );
  return userEvent.setup();
}
const address = () => screen.getByTestId('address').textContent;

describe('search', () => {
  it('shows hits by file, the words marked, leading to the page with the query', async () => {
    open('/search?q=R%C4%ABga');
    const link = await screen.findByRole('link', { name: /Page 4/ });
    expect(link).toHaveAttribute('href', '/files/F1/pages/4?q=R%C4%ABga');
    expect(within(link).getByText('Rīga').tagName).toBe('MARK');
    expect(screen.getByRole('heading', { name: '1 page' })).toBeInTheDocument();
    expect(document.title).toBe('Rīga – search – Archive');
  });

  it('shows no picture of a restricted file before a purpose, and says why there is no text', async () => {
    answers['/api/v1/search'] = () => json({ ...answer, groups: [{ file: { ...summary, restricted: true }, purposeNeeded: true, hits: [{ page: 4, snippet: [], boxes: [] }] }] });
    open('/search?q=R%C4%ABga');
    expect(await screen.findByText(/its text is shown once you have opened it/)).toBeInTheDocument();
    expect(document.querySelector('article img')).toBeNull();
  });

  it('narrows by a facet through the address, and back', async () => {
    const user = open('/search?q=a');
    await user.click(await screen.findByRole('link', { name: /PMR, asylum seekers/ }));
    expect(address()).toBe('/search?q=a&register=PMR');
    expect(asked.at(-1)).toContain('register=PMR');
    await user.click(await screen.findByRole('link', { name: /UAT, residence permits/ }));
    expect(address()).toBe('/search?q=a&register=PMR&register=UAT');
    await user.click((await screen.findAllByRole('link', { name: /PMR.*chosen; take it away/ }))[0]!);
    expect(address()).toBe('/search?q=a&register=UAT');
    await user.click(await screen.findByRole('link', { name: 'Clear all' }));
    expect(address()).toBe('/search?q=a');
  });

  it('keeps the focus in its box', async () => {
    const user = open('/search');
    const field = await screen.findByRole('searchbox', { name: 'Words to search for' });
    await user.type(field, 'Anna{Enter}');
    expect(address()).toBe('/search?q=Anna');
    expect(await screen.findByRole('heading', { name: '1 page' })).toBeInTheDocument();
    expect(field).toHaveFocus();
  });

  it('says where a query cannot be read, and how to write one', async () => {
    answers['/api/v1/search'] = () => json({ code: 'syntax', detail: 'A quotation mark is open at 5.' }, 422);
    open('/search?q=%22a');
    expect(await screen.findByText('A quotation mark is open at 5.')).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'How to search' })).toBeInTheDocument();
  });

  it('goes to the log-in and remembers the way when the session has ended', async () => {
    answers['/api/v1/search'] = () => json({ code: 'loggedOut' }, 401);
    open('/search?q=a');
    expect(await screen.findByRole('heading', { name: 'Log in' })).toBeInTheDocument();
    expect(address()).toBe('/log-in?returnTo=/search?q=a');
  });
});

describe('viewer', () => {
  it('steps through the hits of the file by key, the address following', async () => {
    const user = open('/files/F1/pages/4?q=a');
    expect(await screen.findByText('2 boxes, chosen null', { exact: false })).toBeInTheDocument();
    await user.keyboard('n');
    expect(address()).toBe('/files/F1/pages/4?q=a&hit=1');
    await user.keyboard('nn');
    expect(address()).toBe('/files/F1/pages/7?q=a&hit=1');
    expect(screen.getByText('Hit 3 of 3')).toBeInTheDocument();
    await user.keyboard('p');
    expect(address()).toBe('/files/F1/pages/4?q=a&hit=2');
    expect(screen.getByTestId('image')).toHaveTextContent('2 boxes, chosen 1');
  });

  it('turns pages, and not beyond the ends', async () => {
    const user = open('/files/F1/pages/8');
    await screen.findByTestId('image');
    await user.keyboard('{PageDown}{PageDown}{PageDown}');
    expect(address()).toBe('/files/F1/pages/9');
    await user.keyboard('{Control>}{Home}{/Control}');
    expect(address()).toBe('/files/F1/pages/1');
  });

  it('takes letters for text where text is typed', async () => {
    const user = open('/files/F1/pages/4?q=a');
    await user.type(await screen.findByRole('textbox', { name: 'Find in this file' }), 'nnn');
    expect(address()).toBe('/files/F1/pages/4?q=a');
  });

  it('goes to the page whose number is entered', async () => {
    const user = open('/files/F1/pages/4');
    await screen.findByTestId('image');
    await user.keyboard('g');
    await user.keyboard('6{Enter}');
    expect(address()).toBe('/files/F1/pages/6');
  });

  it('asks for the purpose of a restricted file before anything of it is fetched', async () => {
    let stated = false;
    answers['/api/v1/files/F1'] = () => (stated ? json(detail) : json({ code: 'purposeNeeded' }, 403));
    answers['/api/v1/files/F1/purpose'] = () => {
      stated = true;
      return new Response(null, { status: 204 });
    };
    const user = open('/files/F1/pages/2');
    await user.type(await screen.findByRole('textbox', { name: /Purpose/ }), 'Decision 4/127');
    expect(asked.filter((path) => path.startsWith('/iiif') || path.includes('/text'))).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Open the file' }));
    expect(await screen.findByTestId('image')).toHaveTextContent('Page 2 of 9');
  });
});

describe('the shell', () => {
  it('offers the screens of the role, and refuses those of others', async () => {
    roles = ['auditor'];
    open('/search?q=a');
    expect(await screen.findByRole('heading', { name: 'This screen is for another role' })).toBeInTheDocument();
    const links = within(screen.getByRole('navigation', { name: 'Main navigation' })).getAllByRole('link').map((link) => link.textContent);
    expect(links).toEqual(['Audit ledger', 'Who has seen a file', 'Verify ledger']);
    expect(screen.queryByRole('search')).toBeNull();
    expect(asked.filter((path) => path.startsWith('/api/v1/search'))).toEqual([]);
  });

  it('opens help for the screen with a key, and gives the focus back', async () => {
    const user = open('/search');
    await screen.findByRole('searchbox', { name: 'Words to search for' });
    await user.keyboard('?');
    expect(await screen.findByRole('heading', { name: 'Searching' })).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('heading', { name: 'Searching' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Help' })).toHaveFocus();
  });
});
