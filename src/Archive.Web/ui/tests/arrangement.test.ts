import { describe, expect, it } from 'vitest';
import {
  answered, arrangementOf, byPosition, disposed, moved, readRegisterCase, spread, startsDocument, startsFile, startsRemoved, step, turned, withArrangement,
  type Change,
} from '../src/review/arrangement';
import { noHistory, redo, remember, undo } from '../src/review/history';
import { put, emptyOutbox, shown, toSend } from '../src/review/outbox';
import { reviewPage, reviewPages } from './reviewPages';

function orderAfter(pages: ReturnType<typeof reviewPages>, changes: readonly Change[]): number[] {
  const after = new Map(changes.map((change) => [change.id, change.after]));
  return pages.map((page) => withArrangement(page, after.get(page.id) ?? arrangementOf(page))).sort(byPosition).map((page) => page.id);
}

describe('positions between pages', () => {
  it('lie evenly between the two', () => {
    expect(spread(0, 100, 1)).toEqual([50]);
    expect(spread(0, 100, 3)).toEqual([25, 50, 75]);
  });

  it('keep the usual room before the first and behind the last', () => {
    expect(spread(undefined, 5 * step, 1)).toEqual([4 * step]);
    expect(spread(5 * step, undefined, 2)).toEqual([6 * step, 7 * step]);
    expect(spread(undefined, undefined, 2)).toEqual([step, 2 * step]);
  });

  it('are none where there is no room', () => {
    expect(spread(7, 8, 1)).toBeNull();
    expect(spread(7, 9, 2)).toBeNull();
    expect(spread(7, 9, 1)).toEqual([8]);
  });
});

describe('moving pages', () => {
  it('changes the moved page alone while there is room', () => {
    const pages = reviewPages(5);
    const changes = moved(pages, new Set([4]), 1);
    expect(changes.map(({ id }) => id)).toEqual([4]);
    expect(orderAfter(pages, changes)).toEqual([1, 4, 2, 3, 5]);
  });

  it('takes pages that lie apart together, in their order', () => {
    const pages = reviewPages(6);
    expect(orderAfter(pages, moved(pages, new Set([6, 2]), 3))).toEqual([1, 3, 2, 6, 4, 5]);
    expect(orderAfter(pages, moved(pages, new Set([1, 2]), 6))).toEqual([3, 4, 5, 6, 1, 2]);
  });

  it('moves neighbours along where there is no room, and no more of them than needed', () => {
    const pages = [1, 2, 3, 4, 5].map((id) => reviewPage(id, { position: id }));
    const changes = moved(pages, new Set([5]), 1);
    expect(orderAfter(pages, changes)).toEqual([1, 5, 2, 3, 4]);
    const all = [...reviewPages(50), ...[51, 52, 53].map((id) => reviewPage(id, { position: 50 * step + id - 50 }))];
    const few = moved(all, new Set([1]), 52);
    expect(orderAfter(all, few).slice(-4)).toEqual([51, 52, 1, 53].slice(-4));
    expect(few.length).toBeLessThan(6);
  });

  it('leaves everything as it is where nothing moves', () => {
    const pages = reviewPages(4);
    expect(moved(pages, new Set([2]), 1)).toEqual([]);
    expect(moved(pages, new Set([2]), 2)).toEqual([]);
    expect(moved(pages, new Set([9]), 0)).toEqual([]);
  });

  it('holds for any places, however tight the positions are', () => {
    let seed = 20_260_301;
    const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
    for (let round = 0; round < 300; round += 1) {
      let position = 0;
      const pages = Array.from({ length: 12 }, (_, index) => reviewPage(index + 1, { position: (position += 1 + random(3)) }));
      const ids = new Set(Array.from({ length: 1 + random(4) }, () => 1 + random(12)));
      const target = random(13);
      const before = pages.slice(0, target).map(({ id }) => id).filter((id) => !ids.has(id));
      const behind = pages.slice(target).map(({ id }) => id).filter((id) => !ids.has(id));
      const group = pages.map(({ id }) => id).filter((id) => ids.has(id));
      expect(orderAfter(pages, moved(pages, ids, target))).toEqual([...before, ...group, ...behind]);
    }
  });
});

describe('what an operator does to a page', () => {
  it('turns it on from how it stands, found or set', () => {
    expect(turned([reviewPage(1, { orientation: 270 })], 90)[0]?.after.turn).toBe(0);
    expect(turned([reviewPage(1, { turn: 180, orientation: 90 })], -90)[0]?.after.turn).toBe(90);
    expect(turned([reviewPage(1, { turn: 0 })], -90)[0]?.after.turn).toBe(270);
  });

  it('answers its flags by saying what it is, and takes the start off what is set apart', () => {
    const page = reviewPage(1, { flags: ['blankDoubtful'], starts: 'file', case: 'PMR-2019-00017', documentType: 'letter' });
    expect(disposed([page], 'blank')[0]?.after).toMatchObject({ disposition: 'blank', isAnswered: true, starts: 'nothing', case: null, documentType: null });
    expect(disposed([{ ...page, disposition: 'blank' }], 'image')[0]?.after).toMatchObject({ disposition: 'image', starts: 'file' });
    expect(disposed([reviewPage(1)], 'image')).toEqual([]);
  });

  it('answers flags only where there are some', () => {
    const changes = answered([reviewPage(1), reviewPage(2, { flags: ['blurred'] }), reviewPage(3, { flags: ['blurred'], isAnswered: true })], true);
    expect(changes.map(({ id }) => id)).toEqual([2]);
  });

  it('begins documents and files, and takes both back', () => {
    const file = withArrangement(reviewPage(1), startsFile([reviewPage(1)], 'PMR-2019-00017')[0]!.after);
    const both = withArrangement(file, startsDocument([file], 'decision')[0]!.after);
    expect(both).toMatchObject({ starts: 'file', case: 'PMR-2019-00017', documentType: 'decision' });
    expect(startsDocument([reviewPage(2)], null)[0]?.after).toMatchObject({ starts: 'document', documentType: null });
    expect(startsRemoved([both])[0]?.after).toMatchObject({ starts: 'nothing', case: null, documentType: null });
  });

  it('keeps a page that was set apart when something begins there, but not one that was scanned again', () => {
    const blank = reviewPage(1, { disposition: 'blank', flags: ['blankDoubtful'] });
    expect(startsDocument([blank], 'letter')[0]?.after).toMatchObject({ disposition: 'image', starts: 'document', isAnswered: true });
    expect(startsFile([reviewPage(2, { disposition: 'rescanned' })], 'PMR-2019-00017')).toEqual([]);
  });

  it.each([
    ['PMR-2019-00017', 'PMR-2019-00017'],
    ['pmr 2019 17', 'PMR-2019-00017'],
    ['uat2020/42', 'UAT-2020-00042'],
    ['XYZ-2019-00017', null],
    ['PMR-19-17', null],
    ['PMR-2019-123456', null],
    ['', null],
  ])('reads the register case %j as %j', (typed, expected) => {
    expect(readRegisterCase(typed)).toBe(expected);
  });
});

describe('undo and redo', () => {
  it('send the old values, and the new ones again', () => {
    const pages = reviewPages(2);
    const blank = disposed([pages[0]!], 'blank');
    const back = undo(remember(noHistory, blank))!;
    expect(back.changes).toEqual([{ id: 1, before: blank[0]!.after, after: blank[0]!.before }]);
    const again = redo(back.history)!;
    expect(again.changes).toEqual(blank);
    expect(again.history.done).toEqual([blank]);
  });

  it('forget what was undone once something else is done', () => {
    const pages = reviewPages(2);
    const undone = undo(remember(noHistory, disposed([pages[0]!], 'blank')))!.history;
    const history = remember(undone, disposed([pages[1]!], 'separator'));
    expect(redo(history)).toBeNull();
    expect(undo(undo(history)!.history)).toBeNull();
  });

  it('do not remember what changed nothing', () => {
    expect(remember(noHistory, [])).toBe(noHistory);
    expect(undo(noHistory)).toBeNull();
  });

  it('leave nothing to send where they come before the sending', () => {
    const pages = reviewPages(1);
    const blank = disposed(pages, 'blank');
    const done = put(emptyOutbox, blank, pages);
    expect(put(done, undo(remember(noHistory, blank))!.changes, pages).size).toBe(0);
  });
});

describe('the request for changes', () => {
  it('carries the whole arrangement of each changed page, in one', () => {
    const pages = reviewPages(3);
    const twice = turned([withArrangement(pages[1]!, turned([pages[1]!], 90)[0]!.after)], 90);
    const outbox = put(put(put(emptyOutbox, turned([pages[1]!], 90), pages), twice, pages), disposed([pages[2]!], 'blank'), pages);
    expect(toSend(pages, outbox)).toEqual([
      { id: 2, position: 2 * step, disposition: 'image', turn: 180, starts: 'nothing', case: null, documentType: null, isAnswered: false },
      { id: 3, position: 3 * step, disposition: 'blank', turn: null, starts: 'nothing', case: null, documentType: null, isAnswered: false },
    ]);
    expect(shown(pages, outbox).map((page) => [page.turn, page.disposition])).toEqual([[null, 'image'], [180, 'image'], [null, 'blank']]);
  });
});
