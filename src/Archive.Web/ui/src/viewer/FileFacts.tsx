import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FileDetail } from '../api/types';
import { useFormat } from '../i18n/format';
import { problemName } from '../said/problemName';
import { useSaid } from '../said/said';
import { Facts } from '../shared/Facts';
import classes from './FileFacts.module.css';
import { manifestUrl } from './iiif';

export function FileFacts({ file, page }: { file: FileDetail; page: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const said = useSaid();
  const facts = file.pages[page - 1];
  return (
    <div className={classes.view}>
      <Title order={2} size="h5" mb="xs">{t('viewer.file')}</Title>
      <Facts
        facts={[
          [t('files.name'), file.name],
          [t('files.number'), file.id],
          [t('files.case'), file.case ?? t('files.noCase')],
          [t('files.batch'), format.number(file.batchId)],
          [t('files.pageCount'), format.number(file.pageCount)],
          [t('files.received'), format.dateTime(file.receivedAt)],
          [t('files.assembled'), file.assembledAt === null ? t('files.notYet') : format.dateTime(file.assembledAt)],
          [t('files.indexed'), file.indexedAt === null ? t('files.notYet') : format.dateTime(file.indexedAt)],
          [t('files.access'), file.restricted ? t('files.restricted') : t('files.open')],
          [t('files.unit'), file.unit ?? t('common.none')],
          [t('files.paper'), t('files.paperUnknown')],
          [t('files.manifest'), <a key="manifest" href={manifestUrl(file.id)} className={classes.link}>IIIF</a>],
        ]}
      />
      {facts && (
        <>
          <Title order={2} size="h5" mt="lg" mb="xs">{t('search.page', { page: format.number(page) })}</Title>
          <Facts
            facts={[
              [t('viewer.state'), t(`viewer.states.${facts.state}`)],
              [t('viewer.outcome'), facts.outcome === null ? t('common.none') : t(`viewer.outcomes.${facts.outcome}`)],
              ...(facts.problem === null ? [] : [[t('viewer.problem'), problemName(t, facts.problem)] as const]),
              ...(facts.reason === null ? [] : [[t('viewer.reason'), said(facts.reason)] as const]),
              [t('viewer.size'), t('viewer.pixels', { width: format.number(facts.width), height: format.number(facts.height) })],
              [t('viewer.language'), facts.language ?? t('common.none')],
              [t('viewer.wordCount'), format.number(facts.words)],
              [t('viewer.confidenceOf'), format.percent(facts.confidence)],
            ]}
          />
        </>
      )}
    </div>
  );
}
