import { Button, Paper, Text } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lastContact } from '../api/contact';
import { useFormat } from '../i18n/format';
import classes from './SessionNotice.module.css';
import { sessionWarning, type SessionWarning } from './sessionClock';
import { useSessionQuery } from './useSession';

const lookEvery = 10_000;

/** Warns before the session ends, and takes personal data off the screen once it has. */
export function SessionNotice() {
  const { t } = useTranslation();
  const format = useFormat();
  const session = useSessionQuery();
  const [warning, setWarning] = useState<SessionWarning>(null);

  const look = useEffectEvent(() => {
    if (!session.data) return;
    const found = sessionWarning(session.data, lastContact(), Date.now());
    setWarning(found);
    if (found === 'over') void session.refetch();
  });
  useEffect(() => {
    const timer = setInterval(look, lookEvery);
    return () => clearInterval(timer);
  }, []);

  if (warning !== 'idle' && warning !== 'end') return null;
  return (
    <Paper role="alert" className={`${classes.notice} screen-only`} withBorder shadow="md" p="md" radius="md">
      <Text size="sm">
        {warning === 'idle' ? t('session.idleSoon') : t('session.endSoon', { at: format.dateTime(session.data?.endsAt) })}
      </Text>
      {warning === 'idle' && (
        <Button
          size="xs"
          flex="none"
          onClick={() => {
            setWarning(null);
            void session.refetch();
          }}
        >
          {t('session.stay')}
        </Button>
      )}
    </Paper>
  );
}
