import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Batch, BatchPage, BatchPages } from '../api/types';
import { useSession } from '../session/useSession';
import { useSize } from '../shared/useSize';
import { useTitle } from '../shared/useTitle';
import { accountOf, obstaclesOf } from './account';
import * as deeds from './arrangement';
import type { Change } from './arrangement';
import { ConflictDialog } from './ConflictDialog';
import { FeedView } from './FeedView';
import { FileStartForm, DocumentStartForm } from './StartForms';
import { gridFor, PageGrid, type PageGridHandle } from './PageGrid';
import { GridToolbar } from './GridToolbar';
import type { ReviewAction } from './keys';
import { arrange, filters, nextOpen, type Filter, type Order } from './order';
import { PagePanel } from './PagePanel';
import { pictures, type Picture } from './picture';
import { PlaceDialog } from './PlaceDialog';
import { ReleaseDialog } from './ReleaseDialog';
import * as select from './selection';
import classes from './Station.module.css';
import { StationHeader } from './StationHeader';
import { useArrangement } from './useArrangement';
import { useReviewKeys } from './useReviewKeys';
import { useUploads } from './uploads';

type Asking = 'document' | 'file' | 'release' | 'rescan' | 'insert' | null;
const noIds: ReadonlySet<number> = new Set();

/** Where an operator feeds a batch, looks at its pages, and releases it. */
export function Station({ batch, answer }: { batch: Batch; answer: BatchPages }) {
  const { t } = useTranslation();
  useTitle(batch.name);
  const [query, setQuery] = useSearchParams();
  const isOver = batch.stage === 'released' || batch.stage === 'setAside';
  const [firstView] = useState(() => (!isOver && !batch.isClosed && answer.items.length === 0 ? 'feed' : 'pages'));
  const view = isOver ? 'pages' : query.get('view') === 'feed' || query.get('view') === 'pages' ? query.get('view') : firstView;
  const order: Order = query.get('order') === 'inOrder' ? 'inOrder' : 'flaggedFirst';
  const filter: Filter = filters.find((one) => one === query.get('filter')) ?? 'all';
  const setParameter = (name: string, value: string) =>
    setQuery((now) => {
      const next = new URLSearchParams(now);
      next.set(name, value);
      return next;
    }, { replace: true });

  const work = useArrangement(batch.id, answer);
  const { pages } = work;
  const uploads = useUploads(batch.id);
  const shownPictures = usePictures(answer.items);

  // A page keeps its place when it is answered, until the order is asked for anew.
  const [held, setHeld] = useState<{ of: string; ids: ReadonlySet<number> }>({ of: '', ids: noIds });
  const heldOf = `${order} ${filter}`;
  const heldIds = held.of === heldOf ? held.ids : noIds;
  const list = useMemo(() => arrange(pages, order, filter, heldIds), [pages, order, filter, heldIds]);
  const ids = useMemo(() => list.map((page) => page.id), [list]);

  const [selection, setSelection] = useState(select.noSelection);
  const known = useMemo(() => new Map(pages.map((page) => [page.id, page])), [pages]);
  const current = (selection.current === null ? undefined : known.get(selection.current)) ?? list[0];
  const chosen = useMemo(() => {
    const found = list.filter((page) => selection.ids.has(page.id));
    return found.length > 0 ? found : current ? [current] : [];
  }, [list, selection.ids, current]);

  const [asking, setAsking] = useState<Asking>(null);
  const [isClose, setIsClose] = useState(false);
  const grid = useRef<PageGridHandle>(null);
  const { ref: gridFrame, size: gridSize } = useSize<HTMLDivElement>();
  const columns = gridFor(gridSize?.width ?? 0).columns;

  const account = useMemo(() => accountOf(batch, pages, batch.account?.rejected ?? 0), [batch, pages]);
  const session = useSession();
  const waitsForOther = session.secondLook && batch.approvedBy === session.account.name;
  const obstacles = useMemo(() => {
    const found = obstaclesOf(batch, pages, account);
    return found.length === 0 && waitsForOther ? ['secondLookNeeded' as const] : found;
  }, [batch, pages, account, waitsForOther]);

  const choose = (next: select.Selection) => {
    setSelection(next);
    if (next.current !== null) grid.current?.show(ids.indexOf(next.current));
  };
  const from = selection.current === null && current ? select.chooseOne(current.id) : selection;
  const hold = (changed: readonly { id: number }[]) =>
    setHeld((now) => ({ of: heldOf, ids: new Set([...(now.of === heldOf ? now.ids : noIds), ...changed.map(({ id }) => id)]) }));
  const run = (changes: readonly Change[]) => {
    hold(changes.filter(({ id }) => (known.get(id)?.flags.length ?? 0) > 0));
    work.act(changes);
  };
  const goToFlagged = (after: number | null, without: ReadonlySet<number> = noIds) => {
    const next = nextOpen(list.map((page) => (without.has(page.id) ? { ...page, isAnswered: true } : page)), after);
    if (next !== null) choose(select.chooseOne(next));
  };
  const answerFlags = () => {
    const flagged = chosen.filter((page) => page.flags.length > 0);
    if (flagged.length === 0) return;
    const allAnswered = flagged.every((page) => page.isAnswered);
    run(deeds.answered(flagged, !allAnswered));
    if (!allAnswered) goToFlagged(current?.id ?? null, new Set(flagged.map((page) => page.id)));
  };
  const move = (by: -1 | 1) => {
    const inOrder = [...pages].sort(deeds.byPosition);
    const moving = new Set(chosen.map((page) => page.id));
    const places = inOrder.flatMap((page, index) => (moving.has(page.id) ? [index] : []));
    const target = by < 0 ? Math.max(0, (places[0] ?? 0) - 1) : Math.min(inOrder.length, (places.at(-1) ?? 0) + 2);
    run(deeds.moved(inOrder, moving, target));
  };
  const moveTo = (dragged: number, before: number | null) => {
    const moving = selection.ids.has(dragged) ? new Set(chosen.map((page) => page.id)) : new Set([dragged]);
    const inOrder = [...pages].sort(deeds.byPosition);
    const at = before === null ? inOrder.length : inOrder.findIndex((page) => page.id === before);
    if (at >= 0) run(deeds.moved(inOrder, moving, at));
  };
  const travelled = (changes: readonly Change[]) => {
    hold(changes);
    if (changes[0]) choose(select.chooseOne(changes[0].id));
  };

  const editing: readonly ReviewAction[] = [
    'answer', 'rotateRight', 'rotateLeft', 'blank', 'separator', 'keep', 'startDocument', 'startFile', 'removeStart',
    'moveEarlier', 'moveLater', 'rescan', 'insert', 'undo', 'redo',
  ];
  const act = (action: ReviewAction, extending = false) => {
    if (action === 'release') {
      setAsking(isOver ? null : 'release');
      return;
    }
    if (view !== 'pages' || (isOver && editing.includes(action))) return;
    const acts: Record<Exclude<ReviewAction, 'release'>, () => void> = {
      next: () => choose(select.step(from, ids, 1, extending)),
      previous: () => choose(select.step(from, ids, -1, extending)),
      below: () => choose(select.step(from, ids, columns, extending)),
      above: () => choose(select.step(from, ids, -columns, extending)),
      first: () => choose(select.step(from, ids, -ids.length, extending)),
      last: () => choose(select.step(from, ids, ids.length, extending)),
      nextFlagged: () => goToFlagged(current?.id ?? null),
      answer: answerFlags,
      rotateRight: () => run(deeds.turned(chosen, 90)),
      rotateLeft: () => run(deeds.turned(chosen, -90)),
      blank: () => run(deeds.disposed(chosen, 'blank')),
      separator: () => run(deeds.disposed(chosen, 'separator')),
      keep: () => run(deeds.disposed(chosen, 'image')),
      startDocument: () => setAsking(chosen.length > 0 ? 'document' : null),
      startFile: () => setAsking(chosen.length > 0 ? 'file' : null),
      removeStart: () => run(deeds.startsRemoved(chosen)),
      moveEarlier: () => (order === 'inOrder' ? move(-1) : setParameter('order', 'inOrder')),
      moveLater: () => (order === 'inOrder' ? move(1) : setParameter('order', 'inOrder')),
      rescan: () => setAsking(current ? 'rescan' : null),
      insert: () => setAsking(current ? 'insert' : null),
      undo: () => travelled(work.undo()),
      redo: () => travelled(work.redo()),
      selectAll: () => setSelection(select.chooseAll(from, ids)),
      zoom: () => setIsClose((close) => !close),
    };
    acts[action as Exclude<ReviewAction, 'release'>]();
  };
  useReviewKeys(act);

  return (
    <div className={classes.station}>
      <StationHeader
        batch={batch}
        account={account}
        obstacles={obstacles}
        view={view === 'feed' ? 'feed' : 'pages'}
        saveState={work.state}
        onRetry={work.retry}
        onView={(next) => setParameter('view', next)}
        onRelease={() => setAsking('release')}
      />
      {view === 'feed'
        ? <FeedView batch={batch} uploads={uploads.items} onFiles={(files) => uploads.add(files)} />
        : (
          <div className={classes.work}>
            <section className={classes.left} aria-label={t('review.pages')}>
              <GridToolbar
                pages={pages}
                order={order}
                filter={filter}
                chosen={chosen.length}
                readOnly={isOver}
                canUndo={work.canUndo}
                canRedo={work.canRedo}
                act={act}
                onOrder={(next) => setParameter('order', next)}
                onFilter={(next) => setParameter('filter', next)}
              />
              <div ref={gridFrame} className={classes.gridFrame}>
                {gridSize && <PageGrid
                  ref={grid}
                  list={list}
                  width={gridSize.width}
                  height={gridSize.height}
                  pictures={shownPictures}
                  current={current?.id ?? null}
                  chosen={selection.ids}
                  mayMove={order === 'inOrder' && !isOver}
                  empty={pages.length === 0 ? t('review.noPages') : t('review.nonePass')}
                  onChoose={(id, how) => setSelection(
                    how === 'toggle' ? select.toggle(from, id) : how === 'extend' ? select.extend(from, ids, id) : select.chooseOne(id),
                  )}
                  onMove={moveTo}
                />}
              </div>
            </section>
            <PagePanel
              page={current}
              picture={current && shownPictures.get(current.id)}
              chosen={chosen.length}
              isClose={isClose}
              readOnly={isOver}
              replacement={current?.replacedBy === undefined || current.replacedBy === null ? undefined : known.get(current.replacedBy)}
              act={act}
              onShow={(id) => choose(select.chooseOne(id))}
            />
          </div>
        )}
      {(asking === 'rescan' || asking === 'insert') && current && (
        <PlaceDialog batch={batch} page={current} how={asking} onFiles={uploads.add} onClose={() => setAsking(null)} />
      )}
      {asking === 'document' && <DocumentStartForm pages={chosen} onClose={() => setAsking(null)} onSave={(type) => run(deeds.startsDocument(chosen, type))} />}
      {asking === 'file' && chosen[0] && (
        <FileStartForm page={chosen[0]} onClose={() => setAsking(null)} onSave={(registerCase) => run(deeds.startsFile(chosen.slice(0, 1), registerCase))} />
      )}
      {asking === 'release' && (
        <ReleaseDialog batch={batch} pages={pages} obstacles={obstacles} isSaved={work.state === 'saved' && answer.version >= batch.version} version={work.versionSeen} onClose={() => setAsking(null)} />
      )}
      {work.conflict.length > 0 && (
        <ConflictDialog
          numbers={work.conflict.map((id) => known.get(id)?.number).filter((number) => number !== undefined)}
          onAgain={work.applyAgain}
          onDrop={work.dropMine}
        />
      )}
    </div>
  );
}

function usePictures(pages: readonly BatchPage[]): ReadonlyMap<number, Picture> {
  const [state, setState] = useState<{ of: readonly BatchPage[]; map: ReadonlyMap<number, Picture> }>(() => ({ of: pages, map: pictures(new Map(), pages) }));
  if (state.of === pages) return state.map;
  const next = { of: pages, map: pictures(state.map, pages) };
  setState(next);
  return next.map;
}
