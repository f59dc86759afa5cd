import { Button, Group, Paper, Select, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, data } from '../api/client';
import { auditActions, auditOutcomes } from '../api/types';
import { DayInput } from '../shared/DayInput';
import { ErrorState } from '../shared/ErrorState';
import { Page } from '../shared/Page';
import { PageLoader } from '../shared/PageLoader';
import { useDraft } from '../shared/useDraft';
import { auditParameters, auditQuery, exportAddress, readAuditState, type AuditState } from './auditState';
import { AuditTable } from './AuditTable';

export function AuditPage() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const state = readAuditState(parameters);
  const entries = useInfiniteQuery({
    queryKey: ['audit', state],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      data(api.GET('/api/v1/audit', {
        signal,
        params: { query: { ...auditQuery(state), after: pageParam === null ? undefined : Number(pageParam), limit: 200 } },
      })),
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  });

  return (
    <Page
      title={t('screens.audit')}
      intro={t('audit.intro')}
      actions={
        <Button component="a" href={exportAddress(state)} download variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
          {t('audit.export')}
        </Button>
      }
    >
      <Filters state={state} onApply={(next) => setParameters(auditParameters(next))} />
      {entries.isError && !entries.data && <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />}
      {entries.isPending && <PageLoader />}
      {entries.data && (
        <AuditTable
          entries={entries.data.pages.flatMap((page) => page.items)}
          hasMore={entries.hasNextPage}
          isLoading={entries.isFetchingNextPage}
          onMore={() => void entries.fetchNextPage()}
        />
      )}
      {entries.isFetchNextPageError && <ErrorState error={entries.error} onRetry={() => void entries.fetchNextPage()} />}
    </Page>
  );
}

function Filters({ state, onApply }: { state: AuditState; onApply: (state: Partial<AuditState>) => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useDraft(state);
  const change = (part: Partial<AuditState>) => setDraft({ ...draft, ...part });
  return (
    <Paper
      component="form"
      withBorder
      radius="md"
      p="md"
      mb="md"
      role="search"
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        onApply(draft);
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput label={t('audit.actor')} value={draft.actor} onChange={(event) => change({ actor: event.currentTarget.value })} w={150} />
        <Select
          label={t('audit.action')}
          data={auditActions.map((action) => ({ value: action, label: t(`audit.actions.${action}`) }))}
          value={draft.action}
          onChange={(value) => change({ action: auditActions.find((action) => action === value) ?? null })}
          placeholder={t('common.all')}
          clearable
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          w={160}
        />
        <Select
          label={t('audit.outcome')}
          data={auditOutcomes.map((outcome) => ({ value: outcome, label: t(`audit.outcomes.${outcome}`) }))}
          value={draft.outcome}
          onChange={(value) => change({ outcome: auditOutcomes.find((outcome) => outcome === value) ?? null })}
          placeholder={t('common.all')}
          clearable
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          w={130}
        />
        <TextInput label={t('audit.subject')} value={draft.subject} onChange={(event) => change({ subject: event.currentTarget.value })} w={160} />
        <DayInput label={t('audit.from')} value={draft.from} onChange={(from) => change({ from })} />
        <DayInput label={t('audit.to')} value={draft.to} onChange={(to) => change({ to })} />
        <Button type="submit">{t('audit.apply')}</Button>
        <Button type="button" variant="subtle" onClick={() => onApply({})}>{t('audit.clear')}</Button>
      </Group>
      {draft.from !== null && draft.to !== null && draft.from > draft.to && <Text size="sm" c="var(--mantine-color-error)" mt="xs">{t('audit.daysReversed')}</Text>}
    </Paper>
  );
}
