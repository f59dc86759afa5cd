import { IconAlertTriangle } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FileDetail } from '../api/types';
import { useFormat } from '../i18n/format';
import { Thumbnail } from '../shared/Thumbnail';
import classes from './ThumbnailStrip.module.css';

const rowHeight = 152;

interface ThumbnailStripProps {
  file: FileDetail;
  page: number;
  hitsOfPage: ReadonlyMap<number, number>;
  addressOf: (page: number) => string;
}

/** Only the rows in sight exist, and their images are asked for once the scrolling rests. */
export function ThumbnailStrip({ file, page, hitsOfPage, addressOf }: ThumbnailStripProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: file.pageCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 3,
    initialOffset: Math.max(0, (page - 2) * rowHeight),
  });

  useEffect(() => {
    rows.scrollToIndex(page - 1, { align: 'auto' });
  }, [rows, page]);

  return (
    <nav ref={scroller} className={classes.strip} aria-label={t('viewer.thumbnails')}>
      <ol className={classes.list} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start, key }) => {
          const number = index + 1;
          const hits = hitsOfPage.get(number);
          const needsOperator = file.pages[index]?.outcome === 'needsOperator';
          return (
            <li key={key} className={classes.row} style={{ height: rowHeight, transform: `translateY(${start}px)` }} aria-setsize={file.pageCount} aria-posinset={number}>
              <Link to={addressOf(number)} replace className={classes.link} aria-current={number === page ? 'page' : undefined}>
                <LateThumbnail fileId={file.id} page={number} hold={rows.isScrolling} />
                <span className={classes.caption}>
                  <span className="numbers"><span className={classes.hidden}>{t('viewer.page')} </span>{format.number(number)}</span>
                  {needsOperator && <IconAlertTriangle size={14} role="img" aria-label={t('viewer.needsOperator')} />}
                  {hits !== undefined && <mark title={t('viewer.hits', { count: hits })}>{format.number(hits)}</mark>}
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function LateThumbnail({ fileId, page, hold }: { fileId: string; page: number; hold: boolean }) {
  const [asked, setAsked] = useState(!hold);
  if (!asked && !hold) setAsked(true);
  return asked
    ? <Thumbnail fileId={fileId} page={page} alt="" width={84} height={116} />
    : <span className={classes.blank} />;
}
