import { Badge, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Station } from '../api/types';
import { useFormat } from '../i18n/format';
import { useSaid } from '../said/said';
import { useHasRole } from '../session/useSession';
import { TableFrame } from '../shared/TableFrame';
import classes from './StationTable.module.css';

export function StationTable({ stations }: { stations: readonly Station[] }) {
  const { t } = useTranslation();
  return (
    <TableFrame label={t('screens.stations')} minWidth={640}>
      <Table verticalSpacing={9} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('stations.station')}</Table.Th>
            <Table.Th>{t('stations.state')}</Table.Th>
            <Table.Th>{t('stations.batch')}</Table.Th>
            <Table.Th ta="right">{t('stations.waiting')}</Table.Th>
            <Table.Th ta="right">{t('stations.rejectedToday')}</Table.Th>
            <Table.Th>{t('stations.seen')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {stations.map((station) => <StationRow key={station.name} station={station} />)}
        </Table.Tbody>
      </Table>
    </TableFrame>
  );
}

type State = 'problem' | 'taking' | 'ready';
const colours: Record<State, string> = { problem: 'red', taking: 'spruce', ready: 'gray' };

function stateOf(station: Station): State {
  if (station.problem !== null) return 'problem';
  return station.waiting > 0 ? 'taking' : 'ready';
}

function StationRow({ station }: { station: Station }) {
  const { t } = useTranslation();
  const said = useSaid();
  const format = useFormat();
  const state = stateOf(station);
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={600} className={classes.name}>{station.name}</Table.Th>
      <Table.Td className={classes.state}>
        <Badge variant="outline" color={colours[state]} c="var(--mantine-color-text)" tt="none" fw={500}>{t(`stations.states.${state}`)}</Badge>
        {station.problem !== null && <Text size="sm" mt={4} c="var(--archive-doubt)">{said(station.problem)}</Text>}
      </Table.Td>
      <Table.Td><OpenBatch station={station} /></Table.Td>
      <Table.Td ta="right" className="numbers">{format.number(station.waiting)}</Table.Td>
      <Table.Td ta="right" className="numbers" fw={station.rejectedToday > 0 ? 600 : undefined} c={station.rejectedToday > 0 ? 'var(--archive-doubt)' : undefined}>
        {format.number(station.rejectedToday)}
      </Table.Td>
      <Table.Td className={classes.seen} title={format.preciseTime(station.lastSeenAt)}>
        {station.lastSeenAt === null ? t('stations.never') : format.ago(station.lastSeenAt)}
      </Table.Td>
    </Table.Tr>
  );
}

/** Only operators may open it. */
function OpenBatch({ station }: { station: Station }) {
  const { t } = useTranslation();
  const isOperator = useHasRole('operator');
  if (station.batchId === null) return <Text size="sm" c="dimmed">{t('stations.noBatch')}</Text>;
  const name = station.batchName ?? station.batchId;
  return isOperator
    ? <Text component={Link} size="sm" to={`/batches/${station.batchId}`} c="var(--mantine-color-anchor)" fw={600}>{name}</Text>
    : <Text size="sm">{name}</Text>;
}
