import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyText } from './CopyText';

export interface Secret {
  title: string;
  note: string;
  value: string;
}

/** Something the server tells once only: closing takes a press of the button, not a slip of the mouse. */
export function SecretOnce({ secret, onClose }: { secret: Secret | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={secret !== null}
      onClose={onClose}
      title={secret?.title}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack gap="md">
        <Text>{secret?.note}</Text>
        <Code block fz="lg">{secret?.value}</Code>
        <Group justify="space-between">
          <CopyText value={secret?.value ?? ''} />
          <Button onClick={onClose}>{t('common.handedOver')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
