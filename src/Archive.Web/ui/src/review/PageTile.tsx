import { IconAlertTriangle, IconCheck, IconFileText, IconFolder, IconPhotoOff, IconRotateClockwise } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchPage } from '../api/types';
import { useFormat } from '../i18n/format';
import { typeName } from './documentTypes';
import { isOpen } from './order';
import { turnOnScreen } from './outbox';
import classes from './PageTile.module.css';
import { pictureUrl, thumbnailSize, type Picture } from './picture';

/** A page in the grid: its picture, and everything about it that an operator decides by. */
export function PageTile({ page, picture, hold }: { page: BatchPage; picture: Picture | undefined; hold: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const open = isOpen(page);
  return (
    <div className={classes.tile} data-apart={page.disposition !== 'image'}>
      <span className={classes.start} data-starts={page.starts}>
        {page.starts === 'file' && <><IconFolder size={14} aria-hidden /><span>{t('review.startsFile')} {page.case ?? t('review.withoutCase')}</span></>}
        {page.starts === 'document' && <><IconFileText size={14} aria-hidden /><span>{page.documentType === null ? t('review.startsDocument') : typeName(t, page.documentType)}</span></>}
      </span>
      <TilePicture picture={picture} turn={turnOnScreen(page, picture)} hold={hold} isInWork={page.state !== 'finished'} />
      {page.disposition !== 'image' && <span className={classes.word}>{t(`review.dispositions.${page.disposition}`)}</span>}
      <span className={classes.caption}>
        <span className={classes.number}><span className={classes.hidden}>{t('viewer.page')} </span>{format.number(page.number)}</span>
        {page.turn !== null && page.turn !== page.orientation && <span className={classes.turn}><IconRotateClockwise size={13} aria-hidden /><span className={classes.hidden}>{t('review.turned')}</span>{page.turn}°</span>}
        {page.state !== 'finished' && <span className={classes.inWork}>{t('review.inWork')}</span>}
      </span>
      {page.flags.length > 0 && (
        <span className={classes.flags} data-open={open}>
          {open ? <IconAlertTriangle size={13} aria-hidden /> : <IconCheck size={13} role="img" aria-label={t('review.answered')} />}
          <span>{page.flags.map((flag) => t(`flags.${flag}`)).join(', ')}</span>
        </span>
      )}
    </div>
  );
}

function TilePicture({ picture, turn, hold, isInWork }: { picture: Picture | undefined; turn: number; hold: boolean; isInWork: boolean }) {
  const url = picture && pictureUrl(picture, thumbnailSize);
  const [asked, setAsked] = useState(!hold);
  const [failed, setFailed] = useState<string | null>(null);
  if (!asked && !hold) setAsked(true);
  return (
    <span className={classes.frame}>
      {url && asked && failed !== url && (
        <img
          src={url}
          alt=""
          decoding="async"
          draggable={false}
          onError={() => setFailed(url)}
          style={turn === 0 ? undefined : { transform: `rotate(${turn}deg)${turn % 180 === 0 ? '' : ' scale(0.72)'}` }}
        />
      )}
      {(failed === url || !url) && !isInWork && <IconPhotoOff size={26} stroke={1.3} aria-hidden />}
    </span>
  );
}
