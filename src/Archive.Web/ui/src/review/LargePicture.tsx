import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchPage } from '../api/types';
import { turnOnScreen } from './outbox';
import classes from './PagePanel.module.css';
import { closeSize, pictureUrl, readingSize, thumbnailSize, type Picture } from './picture';

/** Whoever goes through pages by key passes by many; and the grid's pictures go first when a batch is opened. */
const restMilliseconds = 120;

interface LargePictureProps {
  page: BatchPage;
  picture: Picture | undefined;
  isClose: boolean;
  onZoom: () => void;
}

/** The page in hand; its small picture, which the grid has already, stands in its place until the large one is there. */
export function LargePicture({ page, picture, isClose, onZoom }: LargePictureProps) {
  const { t } = useTranslation();
  const url = picture && pictureUrl(picture, isClose ? closeSize : readingSize);
  const asked = useRest(url);
  const [failed, setFailed] = useState<string | null>(null);
  const turn = turnOnScreen(page, picture);
  const style = turn === 0 ? undefined : { transform: `rotate(${turn}deg)${turn % 180 === 0 ? '' : ' scale(0.7)'}` };
  const message = !url ? (page.state === 'finished' ? t('review.noImage') : t('review.notYetImage')) : failed === url ? t('viewer.imageFailed') : null;
  return (
    <div className={classes.frame} data-close={isClose}>
      {message !== null && <p className={classes.message}>{message}</p>}
      {picture && message === null && !isClose && <img className={classes.preview} src={pictureUrl(picture, thumbnailSize)} alt="" style={style} />}
      {asked !== undefined && failed !== asked && (
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the button and the key beside do the same
        <img
          src={asked}
          alt={t('review.pageNumber', { number: page.number })}
          draggable={false}
          fetchPriority="high"
          onClick={onZoom}
          onError={() => setFailed(asked)}
          style={style}
        />
      )}
    </div>
  );
}

/** The value once it has stood for a moment; the one before until then. */
function useRest<T>(value: T): T | undefined {
  const [rested, setRested] = useState<T>();
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
