import { Button, Center, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import type { Role } from '../api/types';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { homeFor } from '../shell/screens';
import { logInAddress } from './returnTo';
import { useAccount, useSessionQuery } from './useSession';

/** Everything behind the log-in; keeps the address to return to. */
export function RequireSession() {
  const { t } = useTranslation();
  const location = useLocation();
  const session = useSessionQuery();

  if (session.isPending) {
    return (
      <Center h="100%">
        <Loader aria-label={t('common.loading')} />
      </Center>
    );
  }
  if (session.isError && session.data === undefined) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />;
  if (!session.data) return <Navigate to={logInAddress(location)} replace />;
  if (session.data.account.mustChangePassword && location.pathname !== '/change-password') {
    return <Navigate to="/change-password" replace state={{ returnTo: location.pathname + location.search }} />;
  }
  return <Outlet />;
}

export function RequireRole({ roles }: { roles: readonly Role[] }) {
  const { t } = useTranslation();
  const account = useAccount();
  if (roles.some((role) => account.roles.includes(role))) return <Outlet />;
  return (
    <EmptyState title={t('guard.title')} text={t('guard.text')}>
      <Button component={Link} to={homeFor(account.roles)}>{t('common.home')}</Button>
    </EmptyState>
  );
}

export function GoHome() {
  return <Navigate to={homeFor(useAccount().roles)} replace />;
}
