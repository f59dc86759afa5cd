import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconPlayerStop, IconScan } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { errorText } from '../api/errorText';
import type { Batch, Scan } from '../api/types';
import { useSaid } from '../said/said';
import classes from './FeedView.module.css';
import { ScanChoice, useScanChoice } from './ScanChoice';
import { useScan } from './useScan';

/** Scanning with the scanners of the machine that serves; nothing is shown where it has none. */
export function ScanPanel({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const said = useSaid();
  const { profiles, problem, last, begin, stop } = useScan(batch);
  const choice = useScanChoice(profiles, batch.sides);
  const chosen = choice.profile;
  if (chosen === undefined) return null;
  const isRunning = last?.outcome === 'running';
  return (
    <section className={classes.part} aria-label={t('scan.title')}>
      <Title order={2} size="h5">{t('scan.title')}</Title>
      <ScanChoice profiles={profiles} choice={choice} disabled={isRunning} />
      <Group gap="sm" mt={8}>
        {isRunning
          ? <Button variant="default" leftSection={<IconPlayerStop size={18} aria-hidden />} loading={stop.isPending} onClick={() => stop.mutate(last.id)}>{t('scan.stop')}</Button>
          : <Button leftSection={<IconScan size={18} aria-hidden />} loading={begin.isPending} disabled={batch.isClosed} onClick={() => begin.mutate({ profile: chosen.name, sides: choice.sides })}>{t('scan.start')}</Button>}
      </Group>
      {begin.isError && <Alert mt="sm" role="alert" color="red" variant="outline">{errorText(t, begin.error)}</Alert>}
      {problem !== null && <Text mt={8} size="sm" c="var(--archive-doubt)">{said(problem)}</Text>}
      {last !== undefined && (
        <Text mt={8} size="sm" role="status" c={isBad(last) ? 'var(--archive-doubt)' : undefined}>
          {t(`scan.outcome.${last.outcome}`, { count: last.pages })} {wordOf(t, last)}
          {last.problem !== null && ` ${t('scan.waits', { why: said(last.problem) })}`}
        </Text>
      )}
    </section>
  );
}

const words = ['accessDenied', 'inputOutput', 'outOfMemory', 'options', 'interrupted'] as const;

/** Why it failed, where there is more to say than that it did. */
function wordOf(t: TFunction, scan: Scan): string {
  const known = words.find((word) => word === scan.word);
  return known === undefined ? '' : t(`scan.word.${known}`);
}

function isBad(scan: Scan): boolean {
  return !['running', 'done', 'stopped'].includes(scan.outcome);
}
