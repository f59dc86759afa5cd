import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export function SetAsideForm({ onClose, onSave }: { onClose: () => void; onSave: (reason: string) => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <Modal opened onClose={onClose} title={t('review.setAside')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() === '') return;
          onSave(reason.trim());
          onClose();
        }}
      >
        <Stack gap="md">
          <Textarea label={t('review.reason')} description={t('review.reasonNote')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required maxLength={500} autosize minRows={2} data-autofocus />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" disabled={reason.trim() === ''}>{t('review.setAside')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
