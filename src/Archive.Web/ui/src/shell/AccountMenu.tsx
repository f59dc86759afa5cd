import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAccount } from '../session/useSession';
import { useLogOut } from '../session/useLogOut';
import classes from './AccountMenu.module.css';

export function AccountMenu() {
  const { t } = useTranslation();
  const account = useAccount();
  const logOut = useLogOut();
  return (
    <Menu position="bottom-end" width={260} withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={t('shell.accountMenu', { name: account.displayName })}>
          <IconUserCircle size={22} aria-hidden />
          <span className={classes.name}>{account.displayName}</span>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{account.roles.map((role) => t(`roles.${role}`)).join(', ')}</Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={18} aria-hidden />}>
          {t('screens.account')}
        </Menu.Item>
        <Menu.Item onClick={() => logOut.mutate()} leftSection={<IconLogout size={18} aria-hidden />}>
          {t('session.logOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
