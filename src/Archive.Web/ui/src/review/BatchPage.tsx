import { Button } from '@mantine/core';
import { useIdle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { isApiError } from '../api/problem';
import { batchPagesQuery, batchQuery } from '../batches/useBatches';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { PageLoader } from '../shared/PageLoader';
import { Station } from './Station';
import { useUploads } from './uploads';
import { useLiveBatch } from './useLiveBatch';

/** Following by itself must not keep a forgotten session alive for ever. */
const idleMilliseconds = 10 * 60_000;

export function BatchPage() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  const batch = useQuery(batchQuery(id));
  const pages = useQuery(batchPagesQuery(id));
  const isIdle = useIdle(idleMilliseconds, { initialState: false });
  const isSending = useUploads(id).items.some((item) => item.state === 'sending');
  useLiveBatch(id, batch.isSuccess && (!isIdle || isSending));

  if (!Number.isSafeInteger(id) || isApiError(batch.error, 404) || isApiError(batch.error, 400)) {
    return (
      <EmptyState title={t('review.noBatch')} text={t('review.noBatchText')}>
        <Button component={Link} to="/batches">{t('review.toBatches')}</Button>
      </EmptyState>
    );
  }
  if (!batch.data) return batch.isError ? <ErrorState error={batch.error} onRetry={() => void batch.refetch()} /> : <PageLoader />;
  if (!pages.data) return pages.isError ? <ErrorState error={pages.error} onRetry={() => void pages.refetch()} /> : <PageLoader />;
  return <Station key={id} batch={batch.data} answer={pages.data} />;
}
