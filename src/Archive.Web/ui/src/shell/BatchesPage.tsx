import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../shared/Page';

/** Where an operator lands until feeding and review have their screens. */
export function BatchesPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('screens.batches')} width="narrow">
      <Text>{t('batches.notYet')}</Text>
    </Page>
  );
}
