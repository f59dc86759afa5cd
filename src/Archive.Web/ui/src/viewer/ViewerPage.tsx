import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { isApiError } from '../api/problem';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { PageLoader } from '../shared/PageLoader';
import { PurposeForm } from './PurposeForm';
import { useFile } from './useFile';
import { Viewer } from './Viewer';

export function ViewerPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const file = useFile(id);

  if (file.data) return <Viewer key={id} file={file.data} />;
  if (isApiError(file.error, 403, 'purposeNeeded')) return <PurposeForm fileId={id} onStated={() => void file.refetch()} />;
  if (isApiError(file.error, 404)) return <EmptyState title={t('viewer.missing')} text={t('viewer.missingNote')} />;
  if (file.isError) return <ErrorState error={file.error} onRetry={() => void file.refetch()} />;
  return <PageLoader />;
}
