import { Alert, Button, Kbd, Stack, Tabs, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { errorText } from '../api/errorText';
import { sampleVerdicts, type Sample, type SampleVerdict } from '../api/types';
import { useAccount } from '../session/useSession';
import { ErrorState } from '../shared/ErrorState';
import { letterKeysOn } from '../shared/letterKeys';
import { Page } from '../shared/Page';
import { PageLoader } from '../shared/PageLoader';
import { isTyping } from '../shared/typing';
import { DriftView } from './DriftView';
import classes from './SamplesPage.module.css';

const samplesKey = ['samples'] as const;

/** Released pages that were drawn, looked at once more by somebody else than who fed or released them. */
export function SamplesPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('screens.samples')} intro={t('samples.intro')}>
      <Tabs defaultValue="open" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="open">{t('samples.open')}</Tabs.Tab>
          <Tabs.Tab value="drift">{t('samples.drift')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="open"><OpenSamples /></Tabs.Panel>
        <Tabs.Panel value="drift"><DriftView /></Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function OpenSamples() {
  const { t } = useTranslation();
  const account = useAccount();
  const samples = useQuery({
    queryKey: samplesKey,
    staleTime: 0,
    queryFn: ({ signal }) => data(api.GET('/api/v1/samples', { signal, params: { query: { limit: 100 } } })),
  });
  if (samples.isError) return <ErrorState error={samples.error} onRetry={() => void samples.refetch()} />;
  if (samples.isPending) return <PageLoader />;
  const own = samples.data.items.filter((sample) => isOwn(sample, account.name));
  const others = samples.data.items.filter((sample) => !isOwn(sample, account.name));
  const next = others[0];
  return (
    <Stack gap="md">
      {own.length > 0 && <Text size="sm" c="dimmed">{t('samples.own', { count: own.length })}</Text>}
      {next === undefined
        ? <Text><b>{t('samples.none')}.</b> {t('samples.noneNote')}</Text>
        : <Judge key={next.id} sample={next} left={others.length} />}
    </Stack>
  );
}

function isOwn(sample: Sample, name: string): boolean {
  return sample.operator === name || sample.releasedBy === name;
}

function Judge({ sample, left }: { sample: Sample; left: number }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const judge = useMutation({
    mutationFn: (verdict: SampleVerdict) =>
      api.POST('/api/v1/samples/{id}', { params: { path: { id: sample.id } }, body: { verdict, note: note.trim() === '' ? null : note.trim() } }),
    onSuccess: () => client.invalidateQueries({ queryKey: samplesKey }),
  });
  const { mutate, isPending } = judge;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target) || !letterKeysOn()) return;
      const verdict = /^[1-7]$/.test(event.key) ? sampleVerdicts[Number(event.key) - 1] : undefined;
      if (verdict === undefined || isPending) return;
      event.preventDefault();
      mutate(verdict);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [mutate, isPending]);
  const place = t('samples.place', { file: sample.file.case ?? sample.file.name, page: sample.page, batch: sample.batchName });
  return (
    <div className={classes.judge}>
      <img className={classes.picture} src={`${sample.image}/full/!1200,1600/0/default.jpg`} alt={place} />
      <Stack gap="sm">
        <Text fw={600} aria-live="polite">{place}</Text>
        <Text size="sm" c="dimmed">{t('samples.fedBy', { who: sample.operator, device: sample.device ?? t('samples.upload') })} · {t('samples.left', { count: left })}</Text>
        {judge.isError && <Alert role="alert" color="red" variant="outline">{errorText(t, judge.error)}</Alert>}
        {sampleVerdicts.map((verdict, index) => (
          <Button
            key={verdict}
            variant={verdict === 'good' ? 'filled' : 'default'}
            justify="space-between"
            rightSection={<Kbd>{index + 1}</Kbd>}
            loading={isPending && judge.variables === verdict}
            onClick={() => mutate(verdict)}
          >
            {t(`samples.verdict.${verdict}`)}
          </Button>
        ))}
        <Textarea label={t('samples.note')} value={note} onChange={(event) => setNote(event.currentTarget.value)} maxLength={500} autosize minRows={2} />
      </Stack>
    </div>
  );
}
