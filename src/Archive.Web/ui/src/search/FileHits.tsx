import { Badge, Paper } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SearchGroup } from '../api/types';
import { useFormat } from '../i18n/format';
import { Thumbnail } from '../shared/Thumbnail';
import { viewerAddress } from '../viewer/address';
import classes from './FileHits.module.css';

/** One file with the pages on which the words stand. */
export function FileHits({ group, q }: { group: SearchGroup; q: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { file, hits, purposeNeeded } = group;
  const first = hits[0]?.page ?? 1;
  return (
    <Paper component="article" withBorder radius="md" p="md" className={classes.card}>
      <Link to={viewerAddress(file.id, first, { q })} className={classes.thumbnail} tabIndex={-1} aria-hidden="true">
        {/* Without a purpose the picture would be refused, and the refusal be noted. */}
        {purposeNeeded
          ? <span className={classes.shut}><IconLock size={26} stroke={1.4} aria-hidden /></span>
          : <Thumbnail fileId={file.id} page={1} alt="" width={96} height={134} />}
      </Link>
      <div className={classes.body}>
        <h3 className={classes.name}>
          <Link to={viewerAddress(file.id, first, { q })}>{file.name}</Link>
          {file.restricted && (
            <Badge variant="default" tt="none" leftSection={<IconLock size={12} aria-hidden />} className={classes.badge}>
              {t('files.restricted')}
            </Badge>
          )}
        </h3>
        <p className={classes.facts}>
          {[file.case ?? t('files.noCase'), t('files.pages', { count: file.pageCount }), t('files.receivedOn', { date: format.date(file.receivedAt) })].join(' · ')}
        </p>
        {purposeNeeded && <p className={classes.facts}>{t('search.purposeNeeded')}</p>}
        <ul className={classes.hits}>
          {hits.map((hit) => (
            <li key={hit.page}>
              <Link to={viewerAddress(file.id, hit.page, { q })} className={classes.hit}>
                <span className={classes.page}>{t('search.page', { page: format.number(hit.page) })}</span>
                <span className={classes.snippet}>
                  {hit.snippet.map((part, index) => (part.hit ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>))}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </Paper>
  );
}
