import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FileDetail } from '../api/types';
import { typeName } from '../review/documentTypes';
import { viewerAddress } from './address';
import classes from './Outline.module.css';

/** The documents of a file, as the operator told them apart. */
export function Outline({ file, page }: { file: FileDetail; page: number }) {
  const { t } = useTranslation();
  const current = file.documents.findLastIndex((document) => document.firstPage <= page);
  return (
    <ol className={classes.outline}>
      {file.documents.map((document, index) => (
        <li key={document.firstPage}>
          <Link to={viewerAddress(file.id, document.firstPage)} className={classes.link} aria-current={index === current ? 'true' : undefined}>
            <span>{document.type === null ? t('viewer.documentUntold') : typeName(t, document.type)}</span>
            <span className="numbers">{t('viewer.documentFrom', { page: document.firstPage })}</span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
