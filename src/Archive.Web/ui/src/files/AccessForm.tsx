import { Alert, Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core';
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
import { GrantList } from './GrantList';
import { refreshFile, useFileAccess } from './useFileAccess';

interface AccessFormProps {
  file: FileSummary;
  onClose: () => void;
}

/** The archivist says which unit may see a file, whether it is restricted, and then who may see it by name. */
export function AccessForm({ file, onClose }: AccessFormProps) {
  const { t } = useTranslation();
  const access = useFileAccess(file.id);
  return (
    <Modal opened onClose={onClose} title={t('files.accessOf', { name: file.name })} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {access.isFetching && <PageLoader />}
      {!access.isFetching && access.isError && <ErrorState error={access.error} onRetry={() => void access.refetch()} />}
      {!access.isFetching && access.data && <Fields file={file} access={access.data} onClose={onClose} onReload={() => void access.refetch()} />}
    </Modal>
  );
}

function Fields({ file, access, onClose, onReload }: AccessFormProps & { access: FileAccess; onReload: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [unit, setUnit] = useState(access.unit ?? '');
  const [restricted, setRestricted] = useState(access.restricted);
  const save = useMutation({
    mutationFn: () =>
      api.PUT('/api/v1/files/{file}/access', {
        params: { path: { file: file.id }, header: { 'If-Match': `"${access.version}"` } },
        body: { unit: unit.trim() === '' ? null : unit.trim(), restricted },
      }),
    onSuccess: () => {
      refreshFile(client, file.id);
      notifyDone(t('common.saved'));
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="md">
        {save.isError && (
          <Alert role="alert" color="red" variant="outline">
            {errorText(t, save.error)}
            {isApiError(save.error, 412) && <div><Button size="xs" mt="xs" variant="default" onClick={onReload}>{t('accounts.reload')}</Button></div>}
          </Alert>
        )}
        <TextInput label={t('files.unit')} description={t('files.unitNote')} value={unit} onChange={(event) => setUnit(event.currentTarget.value)} data-autofocus />
        <Switch label={t('files.restricted')} description={t('files.restrictedNote')} checked={restricted} onChange={(event) => setRestricted(event.currentTarget.checked)} />
        {restricted && <GrantList fileId={file.id} isSelfToCome={!access.restricted} onLeft={onClose} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" loading={save.isPending}>{t('common.save')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
