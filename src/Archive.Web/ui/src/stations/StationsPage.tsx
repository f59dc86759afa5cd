import { Code, Paper, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../shared/ErrorState';
import { Page } from '../shared/Page';
import { PageLoader } from '../shared/PageLoader';
import { useRefresh } from '../shared/useRefresh';
import { StationTable } from './StationTable';
import { useStations } from './useStations';

const refreshMilliseconds = 3_000;

/** The hot folders: what feeds batches without a browser. */
export function StationsPage() {
  const { t } = useTranslation();
  const refresh = useRefresh(refreshMilliseconds);
  const stations = useStations(refresh);
  return (
    <Page title={t('screens.stations')} intro={refresh === false ? t('operations.paused') : t('stations.intro')}>
      {stations.isPending && <PageLoader />}
      {stations.isError && <ErrorState error={stations.error} onRetry={() => void stations.refetch()} />}
      {stations.data?.length === 0 && <NoStations />}
      {stations.data && stations.data.length > 0 && <StationTable stations={stations.data} />}
    </Page>
  );
}

function NoStations() {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="lg" radius="md" maw={720}>
      <Title order={2} size="h4" mb="xs">{t('stations.none')}</Title>
      <Text mb="sm">{t('stations.noneText')}</Text>
      <Text component="ol" m={0} pl="lg" style={{ display: 'grid', gap: 6 }}>
        <li>{t('stations.setUp.root')} <Code>ARCHIVE_SERVICE_HOT_FOLDERS=/srv/scans</Code></li>
        <li>{t('stations.setUp.folder')}</li>
        <li>{t('stations.setUp.program')}</li>
      </Text>
    </Paper>
  );
}
