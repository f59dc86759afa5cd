import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../i18n/format';
import { Facts } from '../shared/Facts';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { SecondFactorPanel } from './SecondFactorPanel';
import { useLogOut } from './useLogOut';
import { useAccount, useSessionQuery } from './useSession';

export function AccountPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const session = useSessionQuery().data;
  const logOut = useLogOut();
  return (
    <Page
      title={t('screens.account')}
      width="narrow"
      actions={<Button variant="default" loading={logOut.isPending} onClick={() => logOut.mutate()}>{t('session.logOut')}</Button>}
    >
      <Stack gap="lg">
        <Panel title={account.displayName}>
          <Facts
            facts={[
              [t('accounts.name'), account.name],
              [t('accounts.roles'), <Group gap={6} key="roles">{account.roles.map((role) => <Badge key={role} variant="outline" tt="none">{t(`roles.${role}`)}</Badge>)}</Group>],
              [t('accounts.registers'), account.registers.join(', ') || t('common.none')],
              [t('accounts.units'), account.allUnits ? t('accounts.allUnits') : account.units.join(', ') || t('common.none')],
              [t('session.endsAt'), format.dateTime(session?.endsAt)],
              [t('session.idle'), t('session.idleMinutes', { count: session?.idleMinutes ?? 0 })],
              [t('session.version'), session?.version ?? ''],
            ]}
          />
        </Panel>
        <Panel title={t('session.password')}>
          <Text size="sm" c="dimmed" mb="sm">{t('password.accountNote')}</Text>
          <Button component={Link} to="/change-password" state={{ returnTo: '/account' }} variant="default">{t('password.title')}</Button>
        </Panel>
        <SecondFactorPanel />
      </Stack>
    </Page>
  );
}
