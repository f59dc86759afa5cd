import { Alert, Text } from '@mantine/core';
import { IconFolderExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSaid } from '../said/said';
import { useRefresh } from '../shared/useRefresh';
import { useStations } from './useStations';

const refreshMilliseconds = 15_000;
const mostShown = 3;

/** Above the batches: which stations do not feed, and why. */
export function StationNotice() {
  const { t } = useTranslation();
  const said = useSaid();
  const stations = useStations(useRefresh(refreshMilliseconds));
  const troubled = stations.data?.filter((station) => station.problem !== null) ?? [];
  if (troubled.length === 0) return null;
  return (
    <Alert color="amber" variant="outline" mb="md" icon={<IconFolderExclamation aria-hidden />} title={t('stations.noticeTitle', { count: troubled.length })}>
      {troubled.slice(0, mostShown).map((station) => <Text key={station.name} size="sm"><b>{station.name}.</b> {said(station.problem ?? '')}</Text>)}
      <Text component={Link} to="/stations" size="sm" c="var(--mantine-color-anchor)" fw={600} mt={4} display="inline-block">{t('stations.toStations')}</Text>
    </Alert>
  );
}
