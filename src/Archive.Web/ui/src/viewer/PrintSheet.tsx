import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { FileDetail } from '../api/types';
import { useFormat } from '../i18n/format';
import { useAccount } from '../session/useSession';
import { notifyProblem } from '../shared/notify';
import { printUrl } from './iiif';
import classes from './PrintSheet.module.css';

/** The page at the size of paper, with who printed it and when; asks the browser to print once the image is there. */
export function PrintSheet({ file, page, onDone }: { file: FileDetail; page: number; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const [at] = useState(() => new Date().toISOString());
  const done = useRef(onDone);

  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    const after = () => done.current();
    window.addEventListener('afterprint', after);
    return () => window.removeEventListener('afterprint', after);
  }, []);

  return createPortal(
    <figure className={`${classes.sheet} print-only`}>
      <img
        className={classes.image}
        src={printUrl(file.id, page)}
        alt={t('viewer.image', { page, total: file.pageCount })}
        onLoad={() => window.print()}
        onError={() => {
          notifyProblem(t('errors.title'), t('viewer.imageFailed'));
          done.current();
        }}
      />
      <figcaption className={classes.caption}>
        {[file.name, file.case, t('viewer.pageOf', { page, total: file.pageCount }), t('viewer.printedBy', { name: account.displayName, at: format.dateTime(at) })]
          .filter(Boolean).join(' · ')}
      </figcaption>
    </figure>,
    document.body,
  );
}
