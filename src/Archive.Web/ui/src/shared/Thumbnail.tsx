import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { thumbnailUrl } from '../viewer/iiif';
import classes from './Thumbnail.module.css';

interface ThumbnailProps {
  fileId: string;
  page: number;
  alt: string;
  width: number;
  height: number;
}

/** Keeps its room while the image is on its way, and says so when it does not come (a restricted file, say). */
export function Thumbnail({ fileId, page, alt, width, height }: ThumbnailProps) {
  const [failed, setFailed] = useState<string | null>(null);
  const url = thumbnailUrl(fileId, page);
  return (
    <span className={classes.frame} style={{ width, height }}>
      {failed === url
        ? <IconPhotoOff size={22} stroke={1.4} aria-hidden />
        : <img src={url} alt={alt} loading="lazy" decoding="async" draggable={false} onError={() => setFailed(url)} />}
    </span>
  );
}
