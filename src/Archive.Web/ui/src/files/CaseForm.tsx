import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { errorText } from '../api/errorText';
import { isApiError } from '../api/problem';
import type { FileAccess, FileSummary } from '../api/types';
import { ErrorState } from '../shared/ErrorState';
import { notifyDone } from '../shared/notify';
import { PageLoader } from '../shared/PageLoader';
import { refreshFile, useFileAccess } from './useFileAccess';

interface CaseFormProps {
  file: FileSummary;
  onClose: () => void;
}

/** The archivist says which register case a file is of, where that was not known at its release or was wrong. */
export function CaseForm({ file, onClose }: CaseFormProps) {
  const { t } = useTranslation();
  const access = useFileAccess(file.id);
  return (
    <Modal opened onClose={onClose} title={t('files.caseOf', { name: file.name })} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {access.isFetching && <PageLoader />}
      {!access.isFetching && access.isError && <ErrorState error={access.error} onRetry={() => void access.refetch()} />}
      {!access.isFetching && access.data && <Fields file={file} access={access.data} onClose={onClose} onReload={() => void access.refetch()} />}
    </Modal>
  );
}

function Fields({ file, access, onClose, onReload }: CaseFormProps & { access: FileAccess; onReload: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [number, setNumber] = useState(access.case ?? '');
  const save = useMutation({
    mutationFn: () =>
      api.PUT('/api/v1/files/{file}/case', {
        params: { path: { file: file.id }, header: { 'If-Match': `"${access.version}"` } },
        body: { case: number.trim() === '' ? null : number.trim() },
      }),
    onSuccess: () => {
      refreshFile(client, file.id);
      notifyDone(t('common.saved'));
      onClose();
    },
  });
  const isWrong = isApiError(save.error, 422);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="md">
        {save.isError && !isWrong && (
          <Alert role="alert" color="red" variant="outline">
            {errorText(t, save.error)}
            {isApiError(save.error, 412) && <div><Button size="xs" mt="xs" variant="default" onClick={onReload}>{t('accounts.reload')}</Button></div>}
          </Alert>
        )}
        <TextInput
          label={t('files.case')}
          description={t('files.caseNote')}
          placeholder="PMR-2023-00412"
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          error={isWrong ? t('files.caseWrong') : undefined}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" loading={save.isPending}>{t('common.save')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
