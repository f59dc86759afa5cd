import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { startI18n, type Language } from '../src/i18n';
import { accountOf, filesOf, obstaclesOf, verdictOf } from '../src/review/account';
import { typeName, typeOf } from '../src/review/documentTypes';
import { inNameOrder } from '../src/review/dropped';
import { keyOf, reviewActionFor, reviewKeys } from '../src/review/keys';
import { arrange, countOf, nextOpen } from '../src/review/order';
import { chooseAll, chooseOne, extend, noSelection, step, toggle } from '../src/review/selection';
import type { KeyPress } from '../src/viewer/keys';
import { reviewPage, reviewPages } from './reviewPages';

beforeAll(() => startI18n('en'));

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress =>
  ({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });
const idsOf = (pages: readonly { id: number }[]) => pages.map(({ id }) => id);

describe('the order of pages', () => {
  const pages = [
    reviewPage(1),
    reviewPage(2, { flags: ['lowConfidence'] }),
    reviewPage(3, { flags: ['blurred'], isAnswered: true, disposition: 'blank' }),
    reviewPage(4, { flags: ['rejected'] }),
    reviewPage(5, { disposition: 'separator', position: 0 }),
  ];

  it('has what cannot be read first, then other open flags, then the rest as they lie', () => {
    expect(idsOf(arrange(pages, 'flaggedFirst', 'all'))).toEqual([4, 2, 5, 1, 3]);
    expect(idsOf(arrange(pages, 'inOrder', 'all'))).toEqual([5, 1, 2, 3, 4]);
  });

  it('keeps a page that was answered just now in its place', () => {
    const after = pages.map((page) => (page.id === 4 ? { ...page, isAnswered: true } : page));
    expect(idsOf(arrange(after, 'flaggedFirst', 'all'))).toEqual([2, 5, 1, 3, 4]);
    expect(idsOf(arrange(after, 'flaggedFirst', 'all', new Set([4])))).toEqual([4, 2, 5, 1, 3]);
  });

  it('passes what the filter says, and counts it', () => {
    expect(idsOf(arrange(pages, 'inOrder', 'flagged'))).toEqual([2, 3, 4]);
    expect(idsOf(arrange(pages, 'inOrder', 'blanks'))).toEqual([3]);
    expect(idsOf(arrange(pages, 'inOrder', 'setApart'))).toEqual([5, 3]);
    expect((['all', 'flagged', 'blanks', 'setApart'] as const).map((filter) => countOf(pages, filter))).toEqual([5, 3, 1, 2]);
  });

  it('leads from one open flag to the next, round the end', () => {
    const list = arrange(pages, 'inOrder', 'all');
    expect(nextOpen(list, null)).toBe(2);
    expect(nextOpen(list, 2)).toBe(4);
    expect(nextOpen(list, 4)).toBe(2);
    expect(nextOpen(reviewPages(3), 1)).toBeNull();
  });
});

describe('the keys of the review station', () => {
  it.each([
    ['ArrowRight', {}, 'next'], ['j', {}, 'next'], ['ArrowLeft', {}, 'previous'], ['k', {}, 'previous'],
    ['f', {}, 'nextFlagged'], ['a', {}, 'answer'], ['r', {}, 'rotateRight'], ['R', { shiftKey: true }, 'rotateLeft'],
    ['b', {}, 'blank'], ['s', {}, 'separator'], ['i', {}, 'keep'], ['d', {}, 'startDocument'], ['o', {}, 'startFile'], ['x', {}, 'removeStart'],
    ['ArrowLeft', { altKey: true }, 'moveEarlier'], ['ArrowRight', { altKey: true }, 'moveLater'], ['u', {}, 'rescan'],
    ['z', { ctrlKey: true }, 'undo'], ['y', { ctrlKey: true }, 'redo'], ['Z', { ctrlKey: true, shiftKey: true }, 'redo'],
    ['a', { ctrlKey: true }, 'selectAll'], ['Enter', { ctrlKey: true }, 'release'], ['z', { metaKey: true }, 'undo'],
  ] as const)('%s %j: %s', (key, more, action) => {
    expect(reviewActionFor(press(key, more))).toEqual({ action, extending: false });
  });

  it('choose all pages on the way with shift', () => {
    expect(reviewActionFor(press('ArrowDown', { shiftKey: true }))).toEqual({ action: 'below', extending: true });
    expect(reviewActionFor(press('J', { shiftKey: true }))).toBeNull();
  });

  it('leave the keys of the browser alone, and can do without letters', () => {
    expect(reviewActionFor(press('r', { ctrlKey: true }))).toBeNull();
    expect(reviewActionFor(press('f', { ctrlKey: true }))).toBeNull();
    expect(reviewActionFor(press('a'), false)).toBeNull();
    expect(reviewActionFor(press('z', { ctrlKey: true }), false)?.action).toBe('undo');
    expect(reviewActionFor(press('ArrowRight'), false)?.action).toBe('next');
  });

  it('are written as people know them', () => {
    expect([keyOf('moveEarlier'), keyOf('rotateLeft'), keyOf('undo'), keyOf('release'), keyOf('first')]).toEqual(['Alt + ←', 'Shift + R', 'Ctrl + Z', 'Ctrl + Enter', 'Home']);
  });

  it('mean one thing each', () => {
    const chords = reviewKeys.flatMap(({ keys }) => keys.map((chord) => JSON.stringify([chord.key, !!chord.shift, !!chord.ctrl, !!chord.alt])));
    expect(new Set(chords).size).toBe(chords.length);
  });
});

describe('the account of the sheets', () => {
  const pages = [...reviewPages(3), reviewPage(4, { disposition: 'blank' }), reviewPage(5, { disposition: 'separator' }), reviewPage(6, { disposition: 'rescanned' })];

  it('counts sides, whatever became of them', () => {
    expect(accountOf({ sheets: 4, sides: 2 }, pages, 1)).toEqual(
      { expected: 8, images: 3, blanks: 1, separators: 1, rescans: 1, rejected: 1, total: 6, missing: 2, balances: false },
    );
  });

  it.each([
    ['en', null, 'The sheets are not declared; 6 sides have come in.'],
    ['en', 6, 'Every declared side is accounted for.'],
    ['en', 7, '1 declared side is missing.'],
    ['en', 9, '3 declared sides are missing.'],
    ['en', 5, '1 side more than declared.'],
    ['lv', null, 'Loksnes nav deklarētas; saņemto pušu skaits: 6.'],
    ['lv', 6, 'Visas deklarētās puses ir uzskaitītas.'],
    ['lv', 7, 'Trūkst 1 deklarētās puses.'],
    ['lv', 16, 'Trūkst 10 deklarēto pušu.'],
    ['lv', 4, 'Par 2 pusēm vairāk, nekā deklarēts.'],
  ] as const)('is told in %s for %j sheets', (language: Language, sheets, sentence) => {
    const account = accountOf({ sheets, sides: 1 }, pages, 0);
    const t = i18next.getFixedT(language);
    expect(t(`account.sentence.${verdictOf(account)}`, { count: Math.abs(account.missing ?? 0), total: account.total })).toBe(sentence);
  });

  it('names everything in the way of the release at once', () => {
    const bad = [reviewPage(1, { state: 'inWork', flags: ['blurred'], disposition: 'blank' })];
    const open = { stage: 'processing', isClosed: false } as const;
    expect(obstaclesOf(open, bad, accountOf({ sheets: null, sides: 1 }, bad, 0))).toEqual(['stillOpen', 'pagesInWork', 'sheetsUndeclared', 'flagsOpen', 'nothingToRelease']);
    expect(obstaclesOf({ stage: 'review', isClosed: true }, pages, accountOf({ sheets: 7, sides: 1 }, pages, 0))).toEqual(['notBalanced']);
    expect(obstaclesOf({ stage: 'review', isClosed: true }, pages, accountOf({ sheets: 6, sides: 1 }, pages, 0))).toEqual([]);
    expect(obstaclesOf({ stage: 'released', isClosed: true }, pages, accountOf({ sheets: 6, sides: 1 }, pages, 0))).toEqual(['over']);
  });

  it('shows the files that a release would make', () => {
    const cut = [
      reviewPage(1), reviewPage(2, { starts: 'document', documentType: 'letter' }), reviewPage(3, { starts: 'file', case: 'PMR-2019-00017' }),
      reviewPage(4, { disposition: 'blank' }), reviewPage(5), reviewPage(6, { starts: 'file' }),
    ];
    expect(filesOf({ name: 'Box 7' }, cut)).toEqual([
      { name: 'Box 7', case: null, pages: 2, documents: 2 },
      { name: 'PMR-2019-00017', case: 'PMR-2019-00017', pages: 2, documents: 1 },
      { name: 'Box 7 (3)', case: null, pages: 1, documents: 1 },
    ]);
  });
});

describe('choosing pages', () => {
  const list = [11, 12, 13, 14, 15];

  it('goes by one, by many, and by all', () => {
    expect(step(noSelection, list, 1, false)).toEqual(chooseOne(11));
    expect(step(chooseOne(14), list, 4, false)).toEqual(chooseOne(15));
    expect([...step(step(chooseOne(12), list, 1, true), list, 1, true).ids]).toEqual([12, 13, 14]);
    expect([...extend(chooseOne(14), list, 12).ids]).toEqual([12, 13, 14]);
    expect(chooseAll(chooseOne(13), list)).toMatchObject({ current: 13, ids: new Set(list) });
  });

  it('keeps one at least', () => {
    const two = toggle(chooseOne(11), 13);
    expect([...two.ids]).toEqual([11, 13]);
    expect(toggle(two, 13)).toMatchObject({ current: 11, ids: new Set([11]) });
    expect([...toggle(chooseOne(11), 11).ids]).toEqual([11]);
  });
});

describe('what comes in', () => {
  it('comes as people count, without what systems leave in folders', () => {
    const names = ['b/10.jpg', 'b/2.jpg', 'a/x.tif', '.DS_Store', 'b/Thumbs.db', 'b/.cache/1.jpg', 'ā.pdf'];
    expect(inNameOrder(names.map((path) => ({ path }))).map(({ path }) => path)).toEqual(['a/x.tif', 'ā.pdf', 'b/2.jpg', 'b/10.jpg']);
  });

  it('has document types by key, and others as they are written', () => {
    const t = i18next.t;
    expect(typeOf(t, ' decision ')).toBe('decision');
    expect(typeOf(t, 'Court order')).toBe('Court order');
    expect(typeOf(t, '  ')).toBeNull();
    expect([typeName(t, 'interview'), typeName(t, 'Court order')]).toEqual(['Interview', 'Court order']);
  });
});
