import { Alert, Button, Code, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { errorText } from '../api/errorText';
import { sessionKey } from '../api/queryClient';
import type { Session } from '../api/types';
import { CopyText } from '../shared/CopyText';
import { notifyDone } from '../shared/notify';
import { Panel } from '../shared/Panel';
import { useAccount } from './useSession';

export function SecondFactorPanel() {
  const { t } = useTranslation();
  const account = useAccount();
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');

  const note = (secondFactor: boolean) =>
    client.setQueryData<Session | null>(sessionKey, (session) =>
      session ? { ...session, account: { ...session.account, secondFactor } } : session);

  const start = useMutation({
    mutationFn: () => data(api.POST('/api/v1/session/second-factor', { body: { password } })),
    onSuccess: () => setPassword(''),
  });
  const confirm = useMutation({
    mutationFn: () => data(api.PUT('/api/v1/session/second-factor', { body: { code: code.replaceAll(/\s/g, '') } })),
    onSuccess: () => {
      start.reset();
      setCode('');
      note(true);
    },
  });
  const remove = useMutation({
    mutationFn: () => api.DELETE('/api/v1/session/second-factor', { body: { password } }),
    onSuccess: () => {
      setPassword('');
      confirm.reset();
      note(false);
      notifyDone(t('factor.removed'));
    },
  });
  const recoveryCodes = confirm.data?.recoveryCodes;

  if (recoveryCodes) {
    const all = recoveryCodes.join('\n');
    return (
      <Panel title={t('factor.title')}>
        <Stack gap="sm" align="flex-start">
          <Alert color="spruce" variant="outline" role="status" title={t('factor.isOn')}>{t('factor.recoveryNote')}</Alert>
          <Code block className="numbers">{all}</Code>
          <Group>
            <CopyText value={all} />
            <Button size="xs" onClick={() => confirm.reset()}>{t('factor.kept')}</Button>
          </Group>
        </Stack>
      </Panel>
    );
  }

  if (start.data) {
    return (
      <Panel title={t('factor.title')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            confirm.mutate();
          }}
        >
          <Stack gap="sm" align="flex-start">
            <Text size="sm">{t('factor.scan')}</Text>
            <img
              src={`data:image/svg+xml;utf8,${encodeURIComponent(start.data.qrSvg)}`}
              alt={t('factor.qr')}
              width={200}
              height={200}
              style={{ background: '#fff', padding: 8 }}
            />
            <Text size="sm">{t('factor.byHand')} <Code>{start.data.secret}</Code></Text>
            <TextInput
              label={t('session.code')}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              error={confirm.isError ? errorText(t, confirm.error) : undefined}
            />
            <Group>
              <Button type="submit" loading={confirm.isPending}>{t('factor.confirm')}</Button>
              <Button variant="default" onClick={() => start.reset()}>{t('common.cancel')}</Button>
            </Group>
          </Stack>
        </form>
      </Panel>
    );
  }

  const act = account.secondFactor ? remove : start;
  return (
    <Panel title={t('factor.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <Stack gap="sm" align="flex-start">
          <Text size="sm" c="dimmed">{account.secondFactor ? t('factor.onNote') : t('factor.offNote')}</Text>
          <PasswordInput
            label={t('factor.passwordFirst')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            required
            w={320}
            maw="100%"
            error={act.isError ? errorText(t, act.error) : undefined}
            visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword'), tabIndex: 0 }}
          />
          <Button type="submit" variant={account.secondFactor ? 'default' : 'filled'} loading={act.isPending}>
            {account.secondFactor ? t('factor.remove') : t('factor.setUp')}
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}
