import { Alert, Badge, Button, Group, Progress, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { Job, OperationsStatus } from '../api/types';
import { useFormat } from '../i18n/format';
import { problemName } from '../said/problemName';
import { useSaid } from '../said/said';
import { ErrorState } from '../shared/ErrorState';
import { notifyDone, notifyError } from '../shared/notify';
import { Page } from '../shared/Page';
import { PageLoader } from '../shared/PageLoader';
import { TableFrame } from '../shared/TableFrame';
import { Panel } from '../shared/Panel';
import { useRefresh } from '../shared/useRefresh';
import { HistoryCharts } from './HistoryCharts';
import { jobName, problemRows } from './names';
import { Figure } from './Figure';

const refreshMilliseconds = 5_000;
const jobsKey = ['operations', 'jobs'] as const;

export function OperationsPage() {
  const { t } = useTranslation();
  const refetchInterval = useRefresh(refreshMilliseconds);
  const isIdle = refetchInterval === false;
  const status = useQuery({
    queryKey: ['operations', 'status'],
    refetchInterval,
    queryFn: ({ signal }) => data(api.GET('/api/v1/operations/status', { signal })),
  });
  const jobs = useQuery({
    queryKey: jobsKey,
    refetchInterval,
    queryFn: ({ signal }) => data(api.GET('/api/v1/operations/jobs', { signal })),
  });

  return (
    <Page title={t('screens.operations')} intro={isIdle ? t('operations.paused') : t('operations.intro')}>
      <Stack gap="lg">
        {status.isError && <ErrorState error={status.error} onRetry={() => void status.refetch()} />}
        {status.isPending && <PageLoader />}
        {status.data && (
          <>
            <Queue queue={status.data.queue} />
            <Nodes nodes={status.data.nodes} />
          </>
        )}
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
          {status.data && <Problems problems={status.data.problems} />}
          {jobs.data && <Jobs jobs={jobs.data.items} />}
        </SimpleGrid>
        <HistoryCharts isIdle={isIdle} />
        {jobs.isError && <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />}
      </Stack>
    </Page>
  );
}

function Queue({ queue }: { queue: OperationsStatus['queue'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel title={t('operations.queue')}>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 7 }} spacing="lg">
        <Figure label={t('operations.pagesWaiting')} value={format.number(queue.pagesWaiting)} />
        <Figure label={t('operations.oldestWaiting')} value={format.age(queue.oldestWaiting)} />
        <Figure label={t('operations.pagesInWork')} value={format.number(queue.pagesInWork)} />
        <Figure label={t('operations.pagesLastMinutes')} value={format.number(queue.pagesLastMinutes)} />
        <Figure label={t('operations.filesUnfinished')} value={format.number(queue.filesUnfinished)} />
        <Figure label={t('operations.batchesOpen')} value={format.number(queue.batchesOpen)} />
        <Figure label={t('operations.pagesNeedingOperator')} value={format.number(queue.pagesNeedingOperator)} marked={queue.pagesNeedingOperator > 0} />
      </SimpleGrid>
    </Panel>
  );
}

function Nodes({ nodes }: { nodes: OperationsStatus['nodes'] }) {
  const { t } = useTranslation();
  const said = useSaid();
  const format = useFormat();
  return (
    <Panel title={t('operations.nodes')}>
      {nodes.length === 0 && <Alert color="amber" variant="outline">{t('operations.noNodes')}</Alert>}
      {nodes.length > 0 && (
        <TableFrame label={t('operations.nodes')} minWidth={820} bare>
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('operations.node')}</Table.Th>
                <Table.Th>{t('operations.state')}</Table.Th>
                <Table.Th ta="right">{t('operations.workers')}</Table.Th>
                <Table.Th ta="right">{t('operations.pagesInWork')}</Table.Th>
                <Table.Th ta="right">{t('operations.pagesLastMinutes')}</Table.Th>
                <Table.Th ta="right">{t('operations.pagesFinished')}</Table.Th>
                <Table.Th>{t('operations.disk')}</Table.Th>
                <Table.Th>{t('operations.seen')}</Table.Th>
                <Table.Th>{t('session.version')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className="numbers">
              {nodes.map((node) => (
                <Table.Tr key={node.id}>
                  <Table.Td>{node.machine}<Text size="xs" c="dimmed">{node.id}</Text></Table.Td>
                  <Table.Td>
                    <Badge variant="outline" color={node.alive && node.problem === null ? 'spruce' : 'red'} c="var(--mantine-color-text)" tt="none" fw={500}>
                      {node.alive ? (node.draining ? t('operations.draining') : t('operations.alive')) : t('operations.silent')}
                    </Badge>
                    {node.problem && <Text size="sm" mt={4}>{said(node.problem)}</Text>}
                  </Table.Td>
                  <Table.Td ta="right">{format.number(node.workers)}</Table.Td>
                  <Table.Td ta="right">{format.number(node.pagesInWork)}</Table.Td>
                  <Table.Td ta="right">{format.number(node.pagesLastMinutes)}</Table.Td>
                  <Table.Td ta="right">{format.number(node.pagesFinished)}</Table.Td>
                  <Table.Td>
                    {format.bytes(node.freeBytes)}
                    {node.leastFreeBytes !== null && <Text size="xs" c="dimmed">{t('operations.leastFree', { size: format.bytes(node.leastFreeBytes) })}</Text>}
                  </Table.Td>
                  <Table.Td>{format.ago(node.seenAt)}</Table.Td>
                  <Table.Td>{node.version}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      )}
    </Panel>
  );
}

function Problems({ problems }: { problems: OperationsStatus['problems'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = problemRows(problems);
  return (
    <Panel title={t('operations.problems')}>
      {rows.length === 0 && <Text c="dimmed">{t('operations.noProblems')}</Text>}
      {rows.length > 0 && (
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('operations.kind')}</Table.Th>
              <Table.Th>{t('operations.reason')}</Table.Th>
              <Table.Th ta="right">{t('operations.pages')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ kind, reason, count }) => (
              <Table.Tr key={`${kind} ${reason}`}>
                <Table.Td>{t(`operations.kinds.${kind}`)}</Table.Td>
                <Table.Td>{problemName(t, reason)}</Table.Td>
                <Table.Td ta="right" className="numbers">{format.number(count)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  );
}

function Jobs({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useTranslation();
  const said = useSaid();
  const format = useFormat();
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: (name: string) => api.POST('/api/v1/operations/jobs/{name}', { params: { path: { name } } }),
    onSuccess: (_answer, name) => {
      notifyDone(t('operations.started', { job: jobName(t, name) }));
      void client.invalidateQueries({ queryKey: jobsKey });
    },
    onError: (error) => notifyError(t, error),
  });
  return (
    <Panel title={t('operations.jobs')}>
      <Stack gap="md">
        {jobs.map((job) => (
          <div key={job.name}>
            <Group justify="space-between" wrap="nowrap">
              <div>
                <Text fw={600}>{jobName(t, job.name)}</Text>
                <Text size="sm" c="dimmed">
                  {t(`operations.jobStates.${job.state}`)}
                  {job.finishedAt !== null && job.state !== 'running' && ` · ${format.dateTime(job.finishedAt)}`}
                  {job.startedAt !== null && job.state === 'running' && ` · ${t('operations.since', { at: format.dateTime(job.startedAt) })}`}
                </Text>
              </div>
              <Button
                size="xs"
                variant="default"
                disabled={job.state === 'running'}
                loading={start.isPending && start.variables === job.name}
                onClick={() => start.mutate(job.name)}
                aria-label={t('operations.startOf', { job: jobName(t, job.name) })}
              >
                {t('operations.start')}
              </Button>
            </Group>
            {job.state === 'running' && (
              <Progress value={(job.progress ?? 1) * 100} animated={job.progress === null} mt={6} aria-label={jobName(t, job.name)} />
            )}
            {job.detail && <Text size="sm" mt={4} c={job.state === 'failed' ? 'var(--mantine-color-error)' : undefined}>{said(job.detail)}</Text>}
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
