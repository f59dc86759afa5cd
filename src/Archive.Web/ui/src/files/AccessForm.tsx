import { Alert, Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { errorText } from '../api/errorText';
import type { FileSummary } from '../api/types';
import { notifyDone } from '../shared/notify';
import { fileKey } from '../viewer/useFile';

/** The archivist says which unit may see a file, and whether a purpose must be stated first. */
export function AccessForm({ file, onClose }: { file: FileSummary; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [unit, setUnit] = useState(file.unit ?? '');
  const [restricted, setRestricted] = useState(file.restricted);
  const save = useMutation({
    mutationFn: () =>
      api.PUT('/api/v1/files/{file}/access', {
        params: { path: { file: file.id } },
        body: { unit: unit.trim() === '' ? null : unit.trim(), restricted },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['files'] });
      void client.invalidateQueries({ queryKey: fileKey(file.id) });
      void client.invalidateQueries({ queryKey: ['search'] });
      notifyDone(t('common.saved'));
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('files.accessOf', { name: file.name })} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="md">
          {save.isError && <Alert role="alert" color="red" variant="outline">{errorText(t, save.error)}</Alert>}
          <TextInput label={t('files.unit')} description={t('files.unitNote')} value={unit} onChange={(event) => setUnit(event.currentTarget.value)} data-autofocus />
          <Switch label={t('files.restricted')} description={t('files.restrictedNote')} checked={restricted} onChange={(event) => setRestricted(event.currentTarget.checked)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" loading={save.isPending}>{t('common.save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
