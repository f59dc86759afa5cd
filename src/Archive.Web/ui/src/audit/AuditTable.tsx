import { Badge, Button, Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../api/types';
import { useFormat } from '../i18n/format';
import classes from './AuditTable.module.css';

interface AuditTableProps {
  entries: readonly AuditEntry[];
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
}

const columns = ['at', 'actor', 'action', 'outcome', 'subject', 'origin', 'purpose'] as const;
const outcomeColours = { done: 'spruce', refused: 'amber', failed: 'red' } as const;

/** Only the rows in sight exist; more are fetched as their end comes near. */
export function AuditTable({ entries, hasMore, isLoading, onMore }: AuditTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 44,
    overscan: 12,
  });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && !isLoading && last >= entries.length - 20 && entries.length > 0) onMore();
  }, [hasMore, isLoading, last, entries.length, onMore]);

  if (entries.length === 0) return <Text p="lg" c="dimmed">{t('audit.empty')}</Text>;

  return (
    <>
      <div
        ref={scroller}
        className={classes.scroller}
        role="table"
        aria-label={t('screens.audit')}
        aria-rowcount={hasMore ? -1 : entries.length + 1}
        aria-busy={isLoading}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable with the keyboard
        tabIndex={0}
      >
        <div role="rowgroup" className={classes.head}>
          <div role="row" className={classes.row} aria-rowindex={1}>
            {columns.map((column) => <span key={column} role="columnheader">{t(`audit.${column}`)}</span>)}
          </div>
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: rows.getTotalSize() }}>
          {items.map(({ index, start, key }) => {
            const entry = entries[index];
            return entry && (
              <div
                key={key}
                ref={rows.measureElement}
                data-index={index}
                role="row"
                aria-rowindex={index + 2}
                className={`${classes.row} ${classes.placed}`}
                style={{ transform: `translateY(${start}px)` }}
              >
                <span role="cell" className="numbers">{format.preciseTime(entry.at)}</span>
                <span role="cell">{entry.actor}</span>
                <span role="cell">{t(`audit.actions.${entry.action}`)}</span>
                <span role="cell"><Badge variant="outline" color={outcomeColours[entry.outcome]} className={classes.badge}>{t(`audit.outcomes.${entry.outcome}`)}</Badge></span>
                <span role="cell">{entry.subject ?? '–'}</span>
                <span role="cell">{entry.origin ?? '–'}</span>
                <span role="cell">
                  {entry.purpose}
                  {entry.detail && <span className={classes.detail}>{entry.detail}</span>}
                  <span className={classes.hash} title={entry.hash}>{`${entry.id} · ${entry.hash.slice(0, 12)}`}</span>
                </span>
              </div>
            );
          })}
        </div>
      </div>
      <div className={classes.foot}>
        <Text size="sm" c="dimmed" role="status">{t('audit.shown', { count: entries.length })}</Text>
        {hasMore && <Button size="xs" variant="default" loading={isLoading} onClick={onMore}>{t('common.more')}</Button>}
      </div>
    </>
  );
}
