import { Alert, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../api/problem';
import { useSaid } from '../said/said';
import { ErrorState } from '../shared/ErrorState';
import { QueryHelp } from './QueryHelp';

/** A query that cannot be read is shown with where and why, and with how to write it. */
export function SearchProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const said = useSaid();
  if (!isApiError(error, 422)) return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <Stack gap="md" mt="lg" maw={860}>
      <Alert role="alert" color="amber" variant="outline" title={t('search.syntax')}>
        {error.detail && <Text size="sm">{said(error.detail)}</Text>}
      </Alert>
      <QueryHelp />
    </Stack>
  );
}
