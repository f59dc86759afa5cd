import { Alert, Button, Group, Modal, NumberInput, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, data } from '../api/client';
import { errorText } from '../api/errorText';
import { batchesKey, batchKey } from './useBatches';
import { mostSheets, readSheets } from './sheets';

/** Begins a batch; told again after a broken connection, it is the same one. */
export function NewBatchForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [key] = useState(newKey);
  const [name, setName] = useState('');
  const [sheets, setSheets] = useState<number | string>('');
  const [sides, setSides] = useState('2');
  const begin = useMutation({
    mutationFn: () =>
      data(api.POST('/api/v1/batches', {
        params: { header: { 'Idempotency-Key': key } },
        body: { name: name.trim(), sheets: readSheets(sheets), sides: Number(sides) },
      })),
    onSuccess: (batch) => {
      client.setQueryData(batchKey(batch.id), batch);
      void client.invalidateQueries({ queryKey: [...batchesKey, 'list'] });
      onClose();
      void navigate(`/batches/${batch.id}`);
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('batches.new')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') begin.mutate();
        }}
      >
        <Stack gap="md">
          {begin.isError && <Alert role="alert" color="red" variant="outline">{errorText(t, begin.error)}</Alert>}
          <TextInput label={t('batches.name')} description={t('batches.nameNote')} value={name} onChange={(event) => setName(event.currentTarget.value)} required maxLength={120} data-autofocus />
          <NumberInput label={t('batches.sheets')} description={t('batches.sheetsNote')} value={sheets} onChange={setSheets} min={0} max={mostSheets} allowDecimal={false} allowNegative={false} hideControls />
          <Radio.Group label={t('batches.sides')} value={sides} onChange={setSides}>
            <Group mt={6} gap="lg">
              <Radio value="1" label={t('batches.oneSide')} />
              <Radio value="2" label={t('batches.twoSides')} />
            </Group>
          </Radio.Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" loading={begin.isPending} disabled={name.trim() === ''}>{t('batches.begin')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** crypto.randomUUID is only there on HTTPS and localhost. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
