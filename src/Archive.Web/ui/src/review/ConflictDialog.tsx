import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Somebody else has changed the same pages; the screen shows theirs below, and the operator decides about the own ones. */
export function ConflictDialog({ numbers, onAgain, onDrop }: { numbers: readonly number[]; onAgain: () => void; onDrop: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onDrop} title={t('review.conflict')} withCloseButton={false} closeOnClickOutside={false} closeOnEscape={false}>
      <Text mb="lg">{numbers.length > 0 ? t('review.conflictText', { pages: numbers.join(', ') }) : t('review.conflictGone')}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onDrop}>{t('review.keepTheirs')}</Button>
        <Button onClick={onAgain} data-autofocus>{t('review.applyAgain')}</Button>
      </Group>
    </Modal>
  );
}
