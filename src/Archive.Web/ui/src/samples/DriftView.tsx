import { SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { useFormat } from '../i18n/format';
import { ErrorState } from '../shared/ErrorState';
import { LineChart } from '../shared/LineChart';
import { PageLoader } from '../shared/PageLoader';
import { Panel } from '../shared/Panel';
import { TableFrame } from '../shared/TableFrame';

/** How the quality of what was released drifts, week by week. */
export function DriftView() {
  const { t } = useTranslation();
  const format = useFormat();
  const [by, setBy] = useState<'operator' | 'device'>('operator');
  const drift = useQuery({
    queryKey: ['samples', 'drift', by],
    staleTime: 0,
    queryFn: ({ signal }) => data(api.GET('/api/v1/samples/drift', { signal, params: { query: { by } } })),
  });
  const name = (series: { name: string }) => (series.name === '' ? t('samples.upload') : series.name);
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  const week = (at: string) => Date.parse(`${at}T00:00:00Z`);
  return (
    <Stack gap="lg">
      <div>
        <SegmentedControl
          aria-label={t('samples.by')}
          value={by}
          onChange={(value) => setBy(value === 'device' ? 'device' : 'operator')}
          data={[{ value: 'operator', label: t('samples.byOperator') }, { value: 'device', label: t('samples.byDevice') }]}
        />
      </div>
      {drift.isError && <ErrorState error={drift.error} onRetry={() => void drift.refetch()} />}
      {drift.isPending && <PageLoader />}
      {drift.data?.items.length === 0 && <Text><b>{t('samples.noDrift')}.</b> {t('samples.noDriftNote')}</Text>}
      {drift.data && drift.data.items.length > 0 && (
        <>
          <Panel title={t('samples.defectShare')}>
            <LineChart
              label={t('samples.defectShare')}
              format={(value) => format.percent(value)}
              at={(value) => format.date(new Date(value).toISOString())}
              series={drift.data.items.map((series) => ({ name: name(series), points: series.weeks.map((one) => ({ x: week(one.week), y: share(one.defects, one.judged) })) }))}
            />
          </Panel>
          <Panel title={t('samples.flaggedShare')}>
            <LineChart
              label={t('samples.flaggedShare')}
              format={(value) => format.percent(value)}
              at={(value) => format.date(new Date(value).toISOString())}
              series={drift.data.items.map((series) => ({ name: name(series), points: series.weeks.map((one) => ({ x: week(one.week), y: share(one.flagged, one.pages) })) }))}
            />
          </Panel>
          <TableFrame label={t('samples.drift')} minWidth={760}>
            <Table verticalSpacing="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{by === 'operator' ? t('samples.byOperator') : t('samples.byDevice')}</Table.Th>
                  <Table.Th>{t('samples.week')}</Table.Th>
                  <Table.Th ta="right">{t('samples.pages')}</Table.Th>
                  <Table.Th ta="right">{t('samples.flaggedShare')}</Table.Th>
                  <Table.Th ta="right">{t('samples.confidence')}</Table.Th>
                  <Table.Th ta="right">{t('samples.judged')}</Table.Th>
                  <Table.Th ta="right">{t('samples.defects')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody className="numbers">
                {drift.data.items.flatMap((series) => series.weeks.map((one) => (
                  <Table.Tr key={`${series.name} ${one.week}`}>
                    <Table.Td>{name(series)}</Table.Td>
                    <Table.Td>{format.date(`${one.week}T00:00:00Z`)}</Table.Td>
                    <Table.Td ta="right">{format.number(one.pages)}</Table.Td>
                    <Table.Td ta="right">{format.percent(share(one.flagged, one.pages))}</Table.Td>
                    <Table.Td ta="right">{format.percent(one.confidence)}</Table.Td>
                    <Table.Td ta="right">{format.number(one.judged)} / {format.number(one.sampled)}</Table.Td>
                    <Table.Td ta="right"><Text span inherit c={one.defects > 0 ? 'var(--archive-doubt)' : undefined}>{format.number(one.defects)}</Text></Table.Td>
                  </Table.Tr>
                )))}
              </Table.Tbody>
            </Table>
          </TableFrame>
        </>
      )}
    </Stack>
  );
}
