import { Alert, Badge, Button, Checkbox, Group, Modal, NumberInput, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { errorText } from '../api/errorText';
import { isApiError } from '../api/problem';
import { apiKeyScopes, registers, type ApiKey, type ApiKeyScope, type Register } from '../api/types';
import { useFormat } from '../i18n/format';
import { Confirm, type ConfirmRequest } from '../shared/Confirm';
import { ErrorState } from '../shared/ErrorState';
import { notifyDone, notifyError } from '../shared/notify';
import { Page } from '../shared/Page';
import { PageLoader } from '../shared/PageLoader';
import { TableFrame } from '../shared/TableFrame';
import { SecretOnce, type Secret } from '../shared/SecretOnce';
import { useWholeList } from '../shared/useWholeList';
import { keyState } from './keyState';

const keysKey = ['api-keys'] as const;

export function ApiKeysPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const [isCreating, setIsCreating] = useState(false);
  const [question, setQuestion] = useState<ConfirmRequest | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const keys = useWholeList(keysKey, (after, signal) =>
    data(api.GET('/api/v1/api-keys', { signal, params: { query: { after, limit: 200 } } })));
  const refresh = () => void client.invalidateQueries({ queryKey: keysKey });
  const revoke = useMutation({
    mutationFn: (key: ApiKey) => api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id: key.id } } }),
    onSuccess: () => {
      notifyDone(t('apiKeys.revoked'));
      refresh();
    },
    onError: (error) => notifyError(t, error),
  });

  return (
    <Page
      title={t('screens.apiKeys')}
      intro={t('apiKeys.intro')}
      actions={<Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setIsCreating(true)}>{t('apiKeys.create')}</Button>}
    >
      {keys.isPending && <PageLoader />}
      {keys.isError && <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data?.length === 0 && <Text c="dimmed">{t('apiKeys.empty')}</Text>}
      {keys.data && keys.data.length > 0 && (
        <TableFrame label={t('screens.apiKeys')} minWidth={820}>
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('apiKeys.name')}</Table.Th>
                <Table.Th>{t('apiKeys.owner')}</Table.Th>
                <Table.Th>{t('apiKeys.scopes')}</Table.Th>
                <Table.Th>{t('accounts.registers')}</Table.Th>
                <Table.Th>{t('apiKeys.expires')}</Table.Th>
                <Table.Th>{t('apiKeys.lastUsed')}</Table.Th>
                <Table.Th>{t('accounts.state')}</Table.Th>
                <Table.Th>{t('common.actions')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {keys.data.map((key) => {
                const state = keyState(key);
                return (
                  <Table.Tr key={key.id}>
                    <Table.Td>{key.name}</Table.Td>
                    <Table.Td>{key.owner}</Table.Td>
                    <Table.Td>{apiKeyScopes.filter((scope) => key.scopes.includes(scope)).map((scope) => t(`apiKeys.scope.${scope}`)).join(', ')}</Table.Td>
                    <Table.Td>{key.registers.join(', ') || '–'}</Table.Td>
                    <Table.Td className="numbers">{format.date(key.expiresAt)}</Table.Td>
                    <Table.Td className="numbers">{format.dateTime(key.lastUsedAt)}</Table.Td>
                    <Table.Td><Badge variant="default" tt="none" fw={500}>{t(`apiKeys.states.${state}`)}</Badge></Table.Td>
                    <Table.Td>
                      <Button
                        size="xs"
                        variant="default"
                        disabled={state === 'revoked'}
                        aria-label={t('apiKeys.revokeOf', { name: key.name })}
                        onClick={() => setQuestion({
                          title: t('apiKeys.revokeOf', { name: key.name }),
                          text: t('apiKeys.revokeNote'),
                          action: t('apiKeys.revoke'),
                          run: () => revoke.mutate(key),
                        })}
                      >
                        {t('apiKeys.revoke')}
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </TableFrame>
      )}
      {isCreating && (
        <ApiKeyForm
          onClose={() => setIsCreating(false)}
          onCreated={(name, value) => {
            setIsCreating(false);
            setSecret({ title: t('apiKeys.secret'), note: t('apiKeys.secretNote', { name }), value });
            refresh();
          }}
        />
      )}
      <Confirm request={question} onClose={() => setQuestion(null)} />
      <SecretOnce secret={secret} onClose={() => setSecret(null)} />
    </Page>
  );
}

function ApiKeyForm({ onClose, onCreated }: { onClose: () => void; onCreated: (name: string, secret: string) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ApiKeyScope[]>(['search']);
  const [chosenRegisters, setRegisters] = useState<Register[]>([]);
  const [days, setDays] = useState<number | string>(365);
  const create = useMutation({
    mutationFn: () => data(api.POST('/api/v1/api-keys', { body: { name: name.trim(), scopes, registers: chosenRegisters, days: Number(days) } })),
    onSuccess: (created) => onCreated(created.key.name, created.secret),
  });
  const errors = isApiError(create.error) ? create.error.errors : {};
  return (
    <Modal opened onClose={onClose} title={t('apiKeys.create')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Stack gap="md">
          {create.isError && Object.keys(errors).length === 0 && <Alert role="alert" color="red" variant="outline">{errorText(t, create.error)}</Alert>}
          <TextInput label={t('apiKeys.name')} description={t('apiKeys.nameNote')} value={name} onChange={(event) => setName(event.currentTarget.value)} error={errors.name?.join(' ')} required data-autofocus />
          <Checkbox.Group label={t('apiKeys.scopes')} value={scopes} onChange={(value) => setScopes(apiKeyScopes.filter((scope) => value.includes(scope)))} error={errors.scopes?.join(' ')}>
            <Group mt={6}>{apiKeyScopes.map((scope) => <Checkbox key={scope} value={scope} label={t(`apiKeys.scope.${scope}`)} />)}</Group>
          </Checkbox.Group>
          <Checkbox.Group label={t('accounts.registers')} value={chosenRegisters} onChange={(value) => setRegisters(registers.filter((register) => value.includes(register)))} error={errors.registers?.join(' ')}>
            <Group mt={6}>{registers.map((register) => <Checkbox key={register} value={register} label={t(`registers.${register}`)} />)}</Group>
          </Checkbox.Group>
          <NumberInput label={t('apiKeys.days')} value={days} onChange={setDays} min={1} max={730} allowDecimal={false} required error={errors.days?.join(' ')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" loading={create.isPending} disabled={scopes.length === 0}>{t('apiKeys.createDo')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
