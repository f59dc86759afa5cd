import { Badge, Button, Group, Menu, Table, Text, TextInput, ActionIcon } from '@mantine/core';
import { IconDotsVertical, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { Account } from '../api/types';
import { useFormat } from '../i18n/format';
import { Confirm, type ConfirmRequest } from '../shared/Confirm';
import { ErrorState } from '../shared/ErrorState';
import { notifyDone, notifyError } from '../shared/notify';
import { Page } from '../shared/Page';
import { PageLoader } from '../shared/PageLoader';
import { TableFrame } from '../shared/TableFrame';
import { SecretOnce, type Secret } from '../shared/SecretOnce';
import { useWholeList } from '../shared/useWholeList';
import { AccountForm } from './AccountForm';
import { isLocked } from './lock';

export const accountsKey = ['accounts'] as const;

export function AccountsPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [filter, setFilter] = useState('');
  const [edited, setEdited] = useState<Account | 'new' | null>(null);
  const [question, setQuestion] = useState<ConfirmRequest | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const accounts = useWholeList(accountsKey, (after, signal) =>
    data(api.GET('/api/v1/accounts', { signal, params: { query: { after, limit: 200 } } })));
  const refresh = () => void client.invalidateQueries({ queryKey: accountsKey });

  const reset = useMutation({
    mutationFn: (account: Account) => data(api.POST('/api/v1/accounts/{id}/password', { params: { path: { id: account.id } } })),
    onSuccess: ({ oneTimePassword }, account) => {
      setSecret({ title: t('accounts.oneTime'), note: t('accounts.oneTimeNote', { name: account.displayName }), value: oneTimePassword });
      refresh();
    },
    onError: (error) => notifyError(t, error),
  });
  const removeFactor = useMutation({
    mutationFn: (account: Account) => api.DELETE('/api/v1/accounts/{id}/second-factor', { params: { path: { id: account.id } } }),
    onSuccess: () => {
      notifyDone(t('accounts.factorRemoved'));
      refresh();
    },
    onError: (error) => notifyError(t, error),
  });

  const unlock = useMutation({
    mutationFn: (account: Account) => api.DELETE('/api/v1/accounts/{id}/lock', { params: { path: { id: account.id } } }),
    onSuccess: () => {
      notifyDone(t('accounts.unlocked'));
      refresh();
    },
    onError: (error) => notifyError(t, error),
  });

  const wanted = filter.trim().toLowerCase();
  const shown = (accounts.data ?? []).filter(({ name, displayName }) => `${name} ${displayName}`.toLowerCase().includes(wanted));

  return (
    <Page
      title={t('screens.accounts')}
      intro={t('accounts.intro')}
      actions={<Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>{t('accounts.create')}</Button>}
    >
      <TextInput label={t('accounts.filter')} value={filter} onChange={(event) => setFilter(event.currentTarget.value)} w={280} maw="100%" mb="md" type="search" />
      {accounts.isPending && <PageLoader />}
      {accounts.isError && <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {accounts.data && (
        <AccountTable
          accounts={shown}
          asOf={accounts.dataUpdatedAt}
          onEdit={setEdited}
          onReset={(account) => setQuestion({
            title: t('accounts.resetPassword'),
            text: t('accounts.resetNote', { name: account.displayName }),
            action: t('accounts.resetPassword'),
            run: () => reset.mutate(account),
          })}
          onRemoveFactor={(account) => setQuestion({
            title: t('accounts.removeFactor'),
            text: t('accounts.removeFactorNote', { name: account.displayName }),
            action: t('accounts.removeFactor'),
            run: () => removeFactor.mutate(account),
          })}
          onUnlock={(account) => unlock.mutate(account)}
        />
      )}
      {edited !== null && (
        <AccountForm
          account={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onSaved={(created) => {
            setEdited(null);
            refresh();
            if (created) setSecret({ title: t('accounts.oneTime'), note: t('accounts.oneTimeNote', { name: created.name }), value: created.password });
            else notifyDone(t('common.saved'));
          }}
          onReload={() => {
            setEdited(null);
            refresh();
          }}
        />
      )}
      <Confirm request={question} onClose={() => setQuestion(null)} />
      <SecretOnce secret={secret} onClose={() => setSecret(null)} />
    </Page>
  );
}

interface AccountTableProps {
  accounts: readonly Account[];
  /** When they were fetched, in milliseconds since 1970. */
  asOf: number;
  onEdit: (account: Account) => void;
  onReset: (account: Account) => void;
  onRemoveFactor: (account: Account) => void;
  onUnlock: (account: Account) => void;
}

function AccountTable({ accounts, asOf, onEdit, onReset, onRemoveFactor, onUnlock }: AccountTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (accounts.length === 0) return <Text c="dimmed">{t('accounts.empty')}</Text>;
  return (
    <TableFrame label={t('screens.accounts')} minWidth={900}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('accounts.displayName')}</Table.Th>
            <Table.Th>{t('accounts.roles')}</Table.Th>
            <Table.Th>{t('accounts.registers')}</Table.Th>
            <Table.Th>{t('accounts.units')}</Table.Th>
            <Table.Th>{t('accounts.lastLogin')}</Table.Th>
            <Table.Th>{t('accounts.state')}</Table.Th>
            <Table.Th><span className="numbers">{t('common.actions')}</span></Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {accounts.map((account) => (
            <Table.Tr key={account.id}>
              <Table.Td>{account.displayName}<Text size="sm" c="dimmed">{account.name}</Text></Table.Td>
              <Table.Td>{account.roles.map((role) => t(`roles.${role}`)).join(', ') || '–'}</Table.Td>
              <Table.Td>{account.registers.join(', ') || '–'}</Table.Td>
              <Table.Td>{account.allUnits ? t('accounts.allUnits') : account.units.join(', ') || '–'}</Table.Td>
              <Table.Td className="numbers">{format.dateTime(account.lastLoginAt)}</Table.Td>
              <Table.Td><States account={account} asOf={asOf} /></Table.Td>
              <Table.Td>
                <Group gap={4} wrap="nowrap" justify="flex-end">
                  <Button size="xs" variant="default" onClick={() => onEdit(account)} aria-label={t('accounts.editOf', { name: account.displayName })}>{t('common.edit')}</Button>
                  <Menu position="bottom-end" withinPortal>
                    <Menu.Target>
                      <ActionIcon variant="subtle" color="gray" size={30} c="var(--mantine-color-text)" aria-label={t('accounts.moreFor', { name: account.displayName })}>
                        <IconDotsVertical size={18} aria-hidden />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item disabled={!isLocked(account, asOf)} onClick={() => onUnlock(account)}>{t('accounts.unlock')}</Menu.Item>
                      <Menu.Item onClick={() => onReset(account)}>{t('accounts.resetPassword')}</Menu.Item>
                      <Menu.Item disabled={!account.secondFactor} onClick={() => onRemoveFactor(account)}>{t('accounts.removeFactor')}</Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  );
}

function States({ account, asOf }: { account: Account; asOf: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const states: string[] = [
    ...(account.disabled ? [t('accounts.disabled')] : []),
    ...(isLocked(account, asOf) ? [t('accounts.lockedUntil', { at: format.dateTime(account.lockedUntil) })] : []),
    ...(account.mustChangePassword ? [t('accounts.mustChange')] : []),
    ...(account.secondFactor ? [t('accounts.hasFactor')] : []),
  ];
  return (
    <Group gap={6}>
      {states.length === 0
        ? <Text size="sm" c="dimmed">{t('accounts.inUse')}</Text>
        : states.map((state) => <Badge key={state} variant="default" tt="none" fw={500}>{state}</Badge>)}
    </Group>
  );
}
