import { Alert, Anchor, Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { api } from '../api/client';
import { errorText } from '../api/errorText';
import { isApiError } from '../api/problem';
import { sessionKey } from '../api/queryClient';
import type { Session } from '../api/types';
import { notifyDone } from '../shared/notify';
import { useTitle } from '../shared/useTitle';
import { FrontPage } from './FrontPage';
import { weaknesses } from './passwordRules';
import { safeReturnTo } from './returnTo';
import { useLogOut } from './useLogOut';
import { useAccount } from './useSession';

export function ChangePasswordPage() {
  const { t } = useTranslation();
  const account = useAccount();
  const client = useQueryClient();
  const navigate = useNavigate();
  const location = useLocation();
  const logOut = useLogOut();
  const [current, setCurrent] = useState('');
  const [replacement, setReplacement] = useState('');
  const [again, setAgain] = useState('');
  const [unequal, setUnequal] = useState(false);
  const forced = account.mustChangePassword;
  useTitle(t('password.title'));

  const change = useMutation({
    mutationFn: () => api.POST('/api/v1/session/password', { body: { current, replacement } }),
    onSuccess: () => {
      client.setQueryData<Session | null>(sessionKey, (session) =>
        session ? { ...session, account: { ...session.account, mustChangePassword: false } } : session);
      notifyDone(t('password.changed'));
      const state = location.state as { returnTo?: string } | null;
      void navigate(safeReturnTo(state?.returnTo ?? null) ?? '/', { replace: true });
    },
  });

  const weak = weaknesses(change.error);
  const wrongCurrent = isApiError(change.error, 403, 'wrongPassword');

  return (
    <FrontPage>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setUnequal(replacement !== again);
          if (replacement === again && !change.isPending) change.mutate();
        }}
      >
        <Stack gap="md">
          <Title order={1} size="h2">{t('password.title')}</Title>
          {forced && <Text c="dimmed">{t('password.forced')}</Text>}
          {change.isError && !wrongCurrent && weak.length === 0 && (
            <Alert role="alert" color="red" variant="outline">{errorText(t, change.error)}</Alert>
          )}
          <input type="text" name="username" autoComplete="username" value={account.name} readOnly hidden />
          <PasswordInput
            label={t('password.current')}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            error={wrongCurrent ? t('errors.code.wrongPassword') : undefined}
            autoComplete="current-password"
            required
            size="md"
            visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword'), tabIndex: 0 }}
          />
          <PasswordInput
            label={t('password.replacement')}
            description={t('password.note')}
            value={replacement}
            onChange={(event) => setReplacement(event.currentTarget.value)}
            error={weak.length > 0 ? weak.map((code) => t(`password.weak.${code}`)).join(' ') : undefined}
            autoComplete="new-password"
            required
            size="md"
            visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword'), tabIndex: 0 }}
          />
          <PasswordInput
            label={t('password.again')}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            error={unequal ? t('password.unequal') : undefined}
            autoComplete="new-password"
            required
            size="md"
            visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword'), tabIndex: 0 }}
          />
          <Button type="submit" size="md" loading={change.isPending}>{t('password.save')}</Button>
          {forced
            ? <Anchor component="button" type="button" size="sm" onClick={() => logOut.mutate()}>{t('session.logOut')}</Anchor>
            : <Anchor component={Link} to="/account" size="sm">{t('common.cancel')}</Anchor>}
        </Stack>
      </form>
    </FrontPage>
  );
}
