import { Badge, Button, Progress, Table, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Batch } from '../api/types';
import { useFormat } from '../i18n/format';
import { verdictOf } from '../review/account';
import { ErrorState } from '../shared/ErrorState';
import { letterKeysOn } from '../shared/letterKeys';
import { Page } from '../shared/Page';
import { PageLoader } from '../shared/PageLoader';
import { TableFrame } from '../shared/TableFrame';
import { isTyping } from '../shared/typing';
import { useRefresh } from '../shared/useRefresh';
import { StationNotice } from '../stations/StationNotice';
import { NewBatchForm } from './NewBatchForm';
import { operatorName } from './operatorName';
import { useBatches, useCounted } from './useBatches';

const refreshMilliseconds = 3_000;

export function BatchesPage() {
  const { t } = useTranslation();
  const refresh = useRefresh(refreshMilliseconds);
  const batches = useBatches(refresh);
  const [isNew, setIsNew] = useState(false);
  useNewKey(() => setIsNew(true));
  const items = batches.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <Page
      title={t('screens.batches')}
      intro={refresh === false ? t('operations.paused') : t('batches.intro')}
      actions={<Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setIsNew(true)} aria-keyshortcuts="n">{t('batches.new')}</Button>}
    >
      <StationNotice />
      {batches.isPending && <PageLoader />}
      {batches.isError && <ErrorState error={batches.error} onRetry={() => void batches.refetch()} />}
      {batches.data && items.length === 0 && <Text c="dimmed">{t('batches.none')}</Text>}
      {items.length > 0 && <BatchTable batches={items} />}
      {batches.hasNextPage && (
        <Button variant="default" mt="md" loading={batches.isFetchingNextPage} onClick={() => void batches.fetchNextPage()}>{t('common.more')}</Button>
      )}
      {isNew && <NewBatchForm onClose={() => setIsNew(false)} />}
    </Page>
  );
}

function useNewKey(open: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'n' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || !letterKeysOn() || document.querySelector('[aria-modal="true"]')) return;
      event.preventDefault();
      open();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [open]);
}

function BatchTable({ batches }: { batches: readonly Batch[] }) {
  const { t } = useTranslation();
  return (
    <TableFrame label={t('screens.batches')} minWidth={900}>
      <Table verticalSpacing={7} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('batches.name')}</Table.Th>
            <Table.Th>{t('batches.operator')}</Table.Th>
            <Table.Th>{t('batches.stage')}</Table.Th>
            <Table.Th miw={170}>{t('batches.pagesFinished')}</Table.Th>
            <Table.Th>{t('batches.account')}</Table.Th>
            <Table.Th ta="right">{t('batches.flagsOpen')}</Table.Th>
            <Table.Th>{t('batches.created')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {batches.map((batch) => <BatchRow key={batch.id} batch={batch} />)}
        </Table.Tbody>
      </Table>
    </TableFrame>
  );
}

function BatchRow({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const format = useFormat();
  const counted = useCounted(batch).data;
  const account = batch.account ?? counted?.account ?? null;
  const flagsOpen = batch.flagsOpen ?? counted?.flagsOpen ?? null;
  const verdict = account && verdictOf(account);
  return (
    <Table.Tr>
      <Table.Td>
        <Text component={Link} to={`/batches/${batch.id}`} c="var(--mantine-color-anchor)" fw={600}>{batch.name}</Text>
      </Table.Td>
      <Table.Td>{operatorName(t, batch.operator)}</Table.Td>
      <Table.Td>
        <Badge variant={batch.stage === 'review' ? 'filled' : 'default'} tt="none" fw={500} title={batch.setAsideReason ?? undefined}>{t(`batches.stages.${batch.stage}`)}</Badge>
      </Table.Td>
      <Table.Td className="numbers">
        <Text size="sm">{t('batches.finishedOf', { finished: batch.pagesFinished, total: batch.pages })}</Text>
        <Progress
          value={batch.pages === 0 ? 0 : (100 * batch.pagesFinished) / batch.pages}
          size="sm"
          mt={3}
          aria-label={t('batches.progressOf', { name: batch.name })}
        />
      </Table.Td>
      <Table.Td>
        {verdict && account && account.total > 0 && batch.stage !== 'released'
          ? <Text size="sm" c={verdict === 'missing' || verdict === 'tooMany' ? 'var(--mantine-color-error)' : undefined}>{t(`account.short.${verdict}`, { count: Math.abs(account.missing ?? 0) })}</Text>
          : <Text size="sm">{batch.sheets === null ? t('account.short.undeclared') : t('batches.sheetsOf', { count: batch.sheets })}</Text>}
      </Table.Td>
      <Table.Td ta="right" className="numbers" fw={flagsOpen ? 600 : undefined} c={flagsOpen ? 'var(--archive-doubt)' : undefined}>{format.number(flagsOpen)}</Table.Td>
      <Table.Td className="numbers" style={{ whiteSpace: 'nowrap' }}>{format.dateTime(batch.createdAt)}</Table.Td>
    </Table.Tr>
  );
}
