import { DndContext, DragOverlay, PointerSensor, pointerWithin, useDraggable, useDroppable, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useId, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchPage } from '../api/types';
import classes from './PageGrid.module.css';
import { PageTile } from './PageTile';
import type { Picture } from './picture';

export interface PageGridHandle {
  /** Brings the page at an index of the list into view. */
  show(index: number): void;
}

interface PageGridProps {
  ref: Ref<PageGridHandle>;
  list: readonly BatchPage[];
  width: number;
  height: number;
  pictures: ReadonlyMap<number, Picture>;
  current: number | null;
  chosen: ReadonlySet<number>;
  mayMove: boolean;
  empty: string;
  onChoose: (id: number, how: 'one' | 'toggle' | 'extend') => void;
  /** Puts the dragged page, and those chosen with it, before another one; behind all where that is null. */
  onMove: (dragged: number, before: number | null) => void;
}

const tileWidth = 148;
const rowHeight = 262;
const gap = 8;

export function gridFor(width: number): { columns: number } {
  return { columns: Math.max(1, Math.floor((width - 24 + gap) / (tileWidth + gap))) };
}

/** Only rows near the view exist; their pictures are asked for once the scrolling rests. */
export function PageGrid({ ref, list, width, height, pictures, current, chosen, mayMove, empty, onChoose, onMove }: PageGridProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const { columns } = gridFor(width);
  const rowCount = Math.ceil(list.length / columns);
  const rows = useVirtualizer({ count: rowCount, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 1, paddingStart: 8, paddingEnd: 8 });
  const [dragged, setDragged] = useState<number | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 8 } }));
  const draggedPage = dragged === null ? undefined : list.find((page) => page.id === dragged);

  useImperativeHandle(ref, () => ({
    show: (index) => {
      if (index >= 0) rows.scrollToIndex(Math.floor(index / columns), { align: 'auto' });
    },
  }), [rows, columns]);

  // Other columns, other rows: the page in hand stays in view.
  const at = list.findIndex((page) => page.id === current);
  const newest = useRef(at);
  useEffect(() => {
    newest.current = at;
  });
  useEffect(() => {
    if (newest.current >= 0) rows.scrollToIndex(Math.floor(newest.current / columns), { align: 'auto' });
  }, [rows, columns, height]);

  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    if (!over || over.id === active.id) return;
    const target = list.findIndex((page) => page.id === over.id);
    const from = list.findIndex((page) => page.id === active.id);
    // Dragged on, it comes behind the page it is dropped on; dragged back, before it.
    onMove(Number(active.id), from < target ? (list[target + 1]?.id ?? null) : Number(over.id));
  };

  if (list.length === 0) return <p className={classes.empty}>{empty}</p>;
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      accessibility={{ announcements: silent, screenReaderInstructions: { draggable: '' } }}
      onDragStart={({ active }) => setDragged(Number(active.id))}
      onDragCancel={() => setDragged(null)}
      onDragEnd={onDragEnd}
    >
      <div
        ref={scroller}
        className={classes.scroller}
        role="listbox"
        aria-multiselectable
        aria-label={t('review.pages')}
        aria-activedescendant={current === null ? undefined : `${prefix}${current}`}
        tabIndex={0}
      >
        <div className={classes.all} style={{ height: rows.getTotalSize() }} role="presentation">
          {rows.getVirtualItems().map(({ index, start, key }) => (
            <div
              key={key}
              role="presentation"
              className={classes.row}
              style={{ height: rowHeight, transform: `translateY(${start}px)`, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
            >
              {list.slice(index * columns, (index + 1) * columns).map((page, column) => (
                <Place
                  key={page.id}
                  htmlId={`${prefix}${page.id}`}
                  page={page}
                  picture={pictures.get(page.id)}
                  isCurrent={page.id === current}
                  isChosen={chosen.has(page.id) || (page.id === current && chosen.size === 0)}
                  index={index * columns + column}
                  count={list.length}
                  hold={rows.isScrolling}
                  mayMove={mayMove}
                  side={dragged === null ? null : list.findIndex((one) => one.id === dragged) < index * columns + column ? 'behind' : 'before'}
                  onChoose={onChoose}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
      <DragOverlay dropAnimation={null}>
        {draggedPage && (
          <div className={classes.overlay}>
            <PageTile page={draggedPage} picture={pictures.get(draggedPage.id)} hold={false} />
            {chosen.has(draggedPage.id) && chosen.size > 1 && <span className={classes.many}>{chosen.size}</span>}
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

/** Moving by keyboard has keys of its own, so dragging needs no words. */
const silent = {
  onDragStart: () => undefined, onDragOver: () => undefined, onDragEnd: () => undefined, onDragCancel: () => undefined,
};

interface PlaceProps {
  htmlId: string;
  page: BatchPage;
  picture: Picture | undefined;
  isCurrent: boolean;
  isChosen: boolean;
  index: number;
  count: number;
  hold: boolean;
  mayMove: boolean;
  side: 'before' | 'behind' | null;
  onChoose: PageGridProps['onChoose'];
}

const Place = memo(function Place({ htmlId, page, picture, isCurrent, isChosen, index, count, hold, mayMove, side, onChoose }: PlaceProps) {
  const { setNodeRef: setDragRef, listeners } = useDraggable({ id: page.id, disabled: !mayMove });
  const { setNodeRef: setDropRef, isOver } = useDroppable({ id: page.id, disabled: !mayMove });
  return (
    // Keys are obeyed by the whole screen, wherever the focus is; the list itself is what has it.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={(element) => {
        setDragRef(element);
        setDropRef(element);
      }}
      id={htmlId}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-setsize={count}
      aria-posinset={index + 1}
      className={classes.place}
      data-current={isCurrent}
      data-chosen={isChosen}
      data-drop={isOver && side !== null ? side : undefined}
      onClick={(event) => onChoose(page.id, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'one')}
      {...listeners}
    >
      <PageTile page={page} picture={picture} hold={hold} />
    </div>
  );
});
