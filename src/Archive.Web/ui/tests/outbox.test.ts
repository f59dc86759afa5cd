import { describe, expect, it } from 'vitest';
import { arrangementOf, disposed, startsDocument, turned, withArrangement } from '../src/review/arrangement';
import { conflicts, emptyOutbox, put, rebased, settle, toSend, turnOnScreen } from '../src/review/outbox';
import { pictures, pictureUrl } from '../src/review/picture';
import { isUpToDate } from '../src/review/useLiveBatch';
import { reviewPage, reviewPages } from './reviewPages';

describe('edits that are still to be sent', () => {
  it('are done with the answer, unless they changed again meanwhile', () => {
    const pages = reviewPages(2);
    const before = put(emptyOutbox, disposed(pages, 'blank'), pages);
    const sent = toSend(pages, before);
    const answer = pages.map((page) => ({ ...page, disposition: 'blank' as const }));
    const meanwhile = put(before, disposed([answer[1]!], 'separator'), pages);

    const after = settle(meanwhile, sent, answer);

    expect([...after.keys()]).toEqual([2]);
    expect(after.get(2)).toEqual({ base: arrangementOf(answer[1]!), wanted: { ...arrangementOf(answer[1]!), disposition: 'separator' } });
  });

  it('wait with a turn until the page is finished', () => {
    const inWork = reviewPage(1, { state: 'inWork', turn: 90 });
    const turn = put(emptyOutbox, turned([inWork], 90), [inWork]);
    expect(toSend([inWork], turn)).toEqual([]);
    expect(toSend([{ ...inWork, state: 'finished' }], turn)).toMatchObject([{ id: 1, turn: 180 }]);
    expect(toSend([inWork], put(emptyOutbox, disposed([inWork], 'blank'), [inWork]))).toHaveLength(1);
  });
});

describe('what is undone after somebody else changed the page', () => {
  it('takes back what the operator did, and no more', () => {
    const page = reviewPage(1);
    const blank = disposed([page], 'blank')[0]!;
    const theirs = { ...page, disposition: 'blank' as const, turn: 90 };
    const back = put(emptyOutbox, [{ id: 1, before: blank.after, after: blank.before }], [theirs]);
    expect(toSend([theirs], back)).toMatchObject([{ id: 1, disposition: 'image', turn: 90 }]);
  });
});

describe('a change of somebody else in between (412)', () => {
  const pages = reviewPages(3);
  const mine = put(emptyOutbox, disposed([pages[0]!], 'blank'), pages);

  it('is no conflict where it was on other pages, or was the same', () => {
    expect(conflicts([pages[0]!, { ...pages[1]!, disposition: 'separator' }, pages[2]!], mine)).toEqual([]);
    expect(conflicts([{ ...pages[0]!, disposition: 'blank' }, pages[1]!, pages[2]!], mine)).toEqual([]);
  });

  it('is one where it was on the same page, or took it away', () => {
    expect(conflicts([{ ...pages[0]!, starts: 'document' }, pages[1]!], mine)).toEqual([1]);
    expect(conflicts([pages[1]!], mine)).toEqual([1]);
  });

  it('keeps what the other one did when mine is applied again', () => {
    const theirs = withArrangement(pages[0]!, startsDocument([pages[0]!], 'letter')[0]!.after);
    const turn = put(emptyOutbox, turned([pages[0]!], 90), pages);
    const again = rebased([theirs], turn);
    expect(toSend([theirs], again)).toMatchObject([{ id: 1, turn: 90, starts: 'document', documentType: 'letter' }]);
    expect(conflicts([theirs], again)).toEqual([]);
  });

  it('leaves nothing to apply where it is done already, or the page is gone', () => {
    expect(rebased([{ ...pages[0]!, disposition: 'blank', starts: 'nothing' }], mine).size).toBe(0);
    expect(rebased([], mine).size).toBe(0);
  });
});

describe('the picture of a page that was turned', () => {
  it('is the one from before, turned on the screen, until the new one is there', () => {
    const page = reviewPage(1, { orientation: 90 });
    const first = pictures(new Map(), [page]);
    const wanted = withArrangement(page, turned([page], 90)[0]!.after);
    expect(turnOnScreen(wanted, first.get(1))).toBe(90);

    const inWork = { ...wanted, state: 'inWork' as const };
    const during = pictures(first, [inWork]);
    expect(turnOnScreen(inWork, during.get(1))).toBe(90);

    const after = pictures(during, [wanted]);
    expect(turnOnScreen(wanted, after.get(1))).toBe(0);
    expect(pictureUrl(after.get(1)!, '!200,280')).not.toBe(pictureUrl(first.get(1)!, '!200,280'));
  });

  it('keeps what the service added to its address at the end', () => {
    expect(pictureUrl({ image: '/iiif/3/F1-p1?v=3', turn: 0 }, '!200,280')).toBe('/iiif/3/F1-p1/full/!200,280/0/default.jpg?v=3');
  });
});

describe('pages that are known', () => {
  it('are fetched again only where the batch has moved on', () => {
    const known = { version: 4, items: [reviewPage(1), reviewPage(2, { state: 'inWork' })] };
    expect(isUpToDate(known, { version: 4, pages: 2, pagesFinished: 1 })).toBe(true);
    expect(isUpToDate(known, { version: 5, pages: 2, pagesFinished: 1 })).toBe(false);
    expect(isUpToDate(known, { version: 4, pages: 3, pagesFinished: 1 })).toBe(false);
    expect(isUpToDate(known, { version: 4, pages: 2, pagesFinished: 2 })).toBe(false);
    expect(isUpToDate(undefined, { version: 4, pages: 0, pagesFinished: 0 })).toBe(false);
  });
});
