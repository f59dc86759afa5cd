import { Center, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function PageLoader() {
  const { t } = useTranslation();
  return (
    <Center p={64}>
      <Loader role="status" aria-label={t('common.loading')} />
    </Center>
  );
}
