import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export interface ConfirmRequest {
  title: string;
  text: string;
  action: string;
  run: () => void;
}

export function Confirm({ request, onClose }: { request: ConfirmRequest | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened={request !== null} onClose={onClose} title={request?.title} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Text mb="lg">{request?.text}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>{t('common.cancel')}</Button>
        <Button
          onClick={() => {
            onClose();
            request?.run();
          }}
        >
          {request?.action}
        </Button>
      </Group>
    </Modal>
  );
}
