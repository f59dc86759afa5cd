import { SegmentedControl, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { OperationSample } from '../api/types';
import { useFormat } from '../i18n/format';
import { ErrorState } from '../shared/ErrorState';
import { LineChart } from '../shared/LineChart';
import { Panel } from '../shared/Panel';

const ranges = [1, 24, 168, 2160] as const;
const refreshMilliseconds = 60_000;
/** PagesLastMinutes counts five minutes. */
const minutesCounted = 5;

/** What the archive did over time. */
export function HistoryCharts({ isIdle }: { isIdle: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [hours, setHours] = useState<number>(24);
  const history = useQuery({
    queryKey: ['operations', 'history', hours],
    refetchInterval: isIdle ? false : refreshMilliseconds,
    queryFn: ({ signal }) => data(api.GET('/api/v1/operations/history', { signal, params: { query: { hours } } })),
  });
  const items = history.data?.items ?? [];
  const at = (time: number) => format.dateTime(new Date(time).toISOString());
  const line = (name: string, value: (one: OperationSample) => number | null) => ({ name, points: items.map((one) => ({ x: Date.parse(one.at), y: value(one) })) });
  const count = (value: number) => format.number(Math.round(value * 10) / 10);
  const stages = [...new Set(items.flatMap((one) => Object.keys(one.stages)))].sort();
  const gigabytes = 1e9;
  return (
    <Panel title={t('operations.history')}>
      <Stack gap="md">
        <div>
          <SegmentedControl
            size="xs"
            aria-label={t('operations.range')}
            value={String(hours)}
            onChange={(value) => setHours(Number(value))}
            data={ranges.map((range) => ({ value: String(range), label: t(`operations.ranges.${range}`) }))}
          />
        </div>
        {history.isError && <ErrorState error={history.error} onRetry={() => void history.refetch()} />}
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
          <Chart title={t('operations.chart.throughput')} series={[line(t('operations.chart.throughput'), (one) => one.pagesLastMinutes / minutesCounted)]} format={count} at={at} />
          <Chart title={t('operations.chart.backlog')} series={[line(t('operations.chart.backlog'), (one) => one.pagesWaiting)]} format={count} at={at} />
          <Chart
            title={t('operations.chart.age')}
            series={[line(t('operations.chart.age'), (one) => (one.oldestWaiting === null ? 0 : (Date.parse(one.at) - Date.parse(one.oldestWaiting)) / 60_000))]}
            format={count}
            at={at}
          />
          <Chart
            title={t('operations.chart.problems')}
            series={[line(t('operations.kinds.needingOperator'), (one) => one.needingOperator), line(t('operations.kinds.rejected'), (one) => one.rejected), line(t('operations.kinds.failed'), (one) => one.failed)]}
            format={count}
            at={at}
          />
          <Chart title={t('operations.chart.stages')} series={stages.map((stage) => line(stage, (one) => one.stages[stage] ?? null))} format={count} at={at} />
          <Chart title={t('operations.chart.space')} series={[line(t('operations.chart.space'), (one) => (one.leastFreeBytes === null ? null : one.leastFreeBytes / gigabytes))]} format={count} at={at} />
        </SimpleGrid>
      </Stack>
    </Panel>
  );
}

function Chart({ title, ...chart }: { title: string } & Omit<Parameters<typeof LineChart>[0], 'label'>) {
  return (
    <section aria-label={title}>
      <h3 style={{ fontSize: 13, fontWeight: 600, margin: '0 0 6px' }}>{title}</h3>
      <LineChart label={title} {...chart} />
    </section>
  );
}
