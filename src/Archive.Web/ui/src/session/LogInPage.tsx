import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { api, data } from '../api/client';
import { errorText } from '../api/errorText';
import { isApiError } from '../api/problem';
import { sessionKey } from '../api/queryClient';
import { useFormat } from '../i18n/format';
import { notifyProblem } from '../shared/notify';
import { useTitle } from '../shared/useTitle';
import { homeFor } from '../shell/screens';
import { FrontPage } from './FrontPage';
import { safeReturnTo } from './returnTo';
import { useSessionQuery } from './useSession';

type Step = 'password' | 'code' | 'recovery';

export function LogInPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const returnTo = safeReturnTo(parameters.get('returnTo'));
  const session = useSessionQuery();
  const [step, setStep] = useState<Step>('password');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  useTitle(t('session.title'));

  const change = (next: Step) => {
    setStep(next);
    setCode('');
    setProblem(null);
  };

  const logIn = useMutation({
    meta: { isLogIn: true },
    mutationFn: () =>
      data(api.POST('/api/v1/session', {
        body: {
          name: name.trim(),
          password,
          ...(step === 'code' ? { code: code.replaceAll(/\s/g, '') } : {}),
          ...(step === 'recovery' ? { recoveryCode: code.trim() } : {}),
        },
      })),
    onSuccess: (started) => {
      client.setQueryData(sessionKey, started);
      if (started.failedLogIns > 0) {
        notifyProblem(
          t('session.failedTitle', { count: started.failedLogIns }),
          started.lastLogInAt === null ? t('session.failedNote') : t('session.failedSince', { at: format.dateTime(started.lastLogInAt) }),
        );
      }
      void navigate(returnTo ?? homeFor(started.account.roles), { replace: true });
    },
    onError: (error) => {
      if (step === 'password' && isApiError(error, 401, 'secondFactorNeeded')) change('code');
      else {
        setProblem(error);
        setCode('');
      }
    },
  });

  if (session.data && !logIn.isPending) return <Navigate to={returnTo ?? homeFor(session.data.account.roles)} replace />;

  return (
    <FrontPage>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!logIn.isPending) {
            setProblem(null);
            logIn.mutate();
          }
        }}
      >
        <Stack gap="md">
          <Title order={1} size="h2">{step === 'password' ? t('session.title') : t('session.secondStep')}</Title>
          {returnTo !== null && step === 'password' && problem === null && <Text c="dimmed" size="sm">{t('session.returning')}</Text>}
          {problem !== null && (
            <Alert role="alert" color="red" variant="outline">
              {step !== 'password' && isApiError(problem, 401) ? t('errors.code.wrongCode') : errorText(t, problem)}
            </Alert>
          )}
          {step === 'password' && (
            <>
              <TextInput
                label={t('session.name')}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                required
                size="md"
              />
              <PasswordInput
                label={t('session.password')}
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                autoComplete="current-password"
                required
                size="md"
                visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword'), tabIndex: 0 }}
              />
            </>
          )}
          {step !== 'password' && (
            <TextInput
              key={step}
              ref={focusOnce}
              label={step === 'code' ? t('session.code') : t('session.recoveryCode')}
              description={step === 'code' ? t('session.codeNote') : t('session.recoveryNote')}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              inputMode={step === 'code' ? 'numeric' : 'text'}
              autoComplete="one-time-code"
              spellCheck={false}
              required
              size="md"
            />
          )}
          <Button type="submit" size="md" loading={logIn.isPending}>{t('session.logIn')}</Button>
          {step === 'code' && (
            <Anchor component="button" type="button" size="sm" onClick={() => change('recovery')}>{t('session.useRecovery')}</Anchor>
          )}
          {step === 'recovery' && (
            <Anchor component="button" type="button" size="sm" onClick={() => change('code')}>{t('session.useCode')}</Anchor>
          )}
          {step !== 'password' && (
            <Anchor component="button" type="button" size="sm" onClick={() => change('password')}>{t('session.otherAccount')}</Anchor>
          )}
        </Stack>
      </form>
    </FrontPage>
  );
}

/** The new field of the second step takes the focus when it appears. */
function focusOnce(input: HTMLInputElement | null) {
  input?.focus();
}
