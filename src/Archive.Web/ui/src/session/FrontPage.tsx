import { Paper } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import classes from './FrontPage.module.css';

/** The frame of the screens in front of the log-in. */
export function FrontPage({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={classes.ground}>
      <header className={classes.header}>
        <div>
          <span className={classes.product}>{t('common.product')}</span>
          <span className={classes.line}>{t('session.productLine')}</span>
        </div>
        <LanguageSwitch />
      </header>
      <main className={classes.main}>
        <Paper withBorder p={32} radius="md" w="100%" maw={440}>{children}</Paper>
      </main>
    </div>
  );
}
