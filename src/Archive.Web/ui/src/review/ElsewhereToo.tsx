import { Anchor, Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, data } from '../api/client';
import { errorText } from '../api/errorText';
import type { BatchSource } from '../api/types';
import { sourcesKey } from '../batches/useBatches';
import { notifyProblem } from '../shared/notify';

/** Of a file that another batch has already: which, and the way to take it all the same. */
export function ElsewhereToo({ batchId, source, elsewhere }: { batchId: number; source: BatchSource; elsewhere: number }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const take = useMutation({
    mutationFn: () => data(api.POST('/api/v1/batches/{id}/sources/{ordinal}/take', { params: { path: { id: batchId, ordinal: source.ordinal } } })),
    onError: (error) => notifyProblem(t('feed.take'), errorText(t, error)),
    onSettled: () => client.invalidateQueries({ queryKey: sourcesKey(batchId) }),
  });
  return (
    <>
      <Text size="sm" span> <Anchor component={Link} to={`/batches/${elsewhere}`}>{t('feed.elsewhere', { id: elsewhere })}</Anchor> </Text>
      <Button size="compact-xs" variant="default" loading={take.isPending} onClick={() => take.mutate()}>{t('feed.take')}</Button>
    </>
  );
}
