import { Alert, Button, Group, NativeSelect, Text, Title } from '@mantine/core';
import { IconPlayerStop, IconScan } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { errorText } from '../api/errorText';
import type { Batch, Scan, ScanList } from '../api/types';
import { useSaid } from '../said/said';
import { batchKey, sourcesKey } from '../batches/useBatches';
import classes from './FeedView.module.css';

const scansKey = (id: number) => [...batchKey(id), 'scans'] as const;
const pollMs = 1500;

/** Scanning with the scanners of the machine that serves; nothing is shown where it has none. */
export function ScanPanel({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const said = useSaid();
  const client = useQueryClient();
  const [profile, setProfile] = useState('');
  const scanners = useQuery({ queryKey: ['scanners'], staleTime: 60_000, queryFn: ({ signal }) => data(api.GET('/api/v1/scanners', { signal })) });
  const profiles = scanners.data?.profiles ?? [];
  const chosen = profiles.find((known) => known.name === profile) ?? profiles[0];
  const scans = useQuery<ScanList>({
    queryKey: scansKey(batch.id),
    enabled: profiles.length > 0,
    refetchInterval: (query) => (query.state.data?.items[0]?.outcome === 'running' ? pollMs : false),
    queryFn: ({ signal }) => data(api.GET('/api/v1/batches/{id}/scans', { signal, params: { path: { id: batch.id } } })),
  });
  const refresh = () => {
    void client.invalidateQueries({ queryKey: scansKey(batch.id) });
    void client.invalidateQueries({ queryKey: sourcesKey(batch.id) });
  };
  const begin = useMutation({
    mutationFn: (name: string) => data(api.POST('/api/v1/batches/{id}/scans', { params: { path: { id: batch.id } }, body: { profile: name } })),
    onSettled: refresh,
  });
  const stop = useMutation({
    mutationFn: (scan: string) => api.DELETE('/api/v1/batches/{id}/scans/{scan}', { params: { path: { id: batch.id, scan } } }),
    onSettled: refresh,
  });
  if (chosen === undefined) return null;
  const last = scans.data?.items[0];
  const isRunning = last?.outcome === 'running';
  return (
    <section className={classes.part} aria-label={t('scan.title')}>
      <Title order={2} size="h5">{t('scan.title')}</Title>
      <Group gap="sm" mt={8} align="end">
        <NativeSelect
          label={t('scan.profile')}
          value={chosen.name}
          onChange={(event) => setProfile(event.currentTarget.value)}
          data={profiles.map((known) => known.name)}
          disabled={isRunning}
          style={{ flex: 1 }}
        />
        {isRunning
          ? <Button variant="default" leftSection={<IconPlayerStop size={18} aria-hidden />} loading={stop.isPending} onClick={() => stop.mutate(last.id)}>{t('scan.stop')}</Button>
          : <Button leftSection={<IconScan size={18} aria-hidden />} loading={begin.isPending} disabled={batch.isClosed} onClick={() => begin.mutate(chosen.name)}>{t('scan.start')}</Button>}
      </Group>
      {begin.isError && <Alert mt="sm" role="alert" color="red" variant="outline">{errorText(t, begin.error)}</Alert>}
      {scanners.data && scanners.data.problem !== null && <Text mt={8} size="sm" c="var(--archive-doubt)">{said(scanners.data.problem)}</Text>}
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
