import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { errorText } from '../api/errorText';
import { useFormat } from '../i18n/format';
import { useAccount } from '../session/useSession';
import { refreshFile } from './useFileAccess';

const fewestLetters = 2;

interface GrantListProps {
  fileId: string;
  /** The file is not restricted yet: whoever saves that is let in with it. */
  isSelfToCome: boolean;
  /** Called when one has taken oneself out: the file is out of one's sight then. */
  onLeft: () => void;
}

/** Who may see a restricted file; each change holds at once. */
export function GrantList({ fileId, isSelfToCome, onLeft }: GrantListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const self = useAccount().name;
  const grantsKey = ['grants', fileId];
  const grants = useQuery({
    queryKey: grantsKey,
    staleTime: 0,
    queryFn: ({ signal }) => data(api.GET('/api/v1/files/{file}/grants', { signal, params: { path: { file: fileId } } })),
  });
  const letIn = useMutation({
    mutationFn: (account: string) => api.PUT('/api/v1/files/{file}/grants/{account}', { params: { path: { file: fileId, account } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: grantsKey }),
  });
  const takeOut = useMutation({
    mutationFn: (account: string) => api.DELETE('/api/v1/files/{file}/grants/{account}', { params: { path: { file: fileId, account } } }),
    onSuccess: (_answer, account) => {
      if (account !== self || isSelfToCome) return client.invalidateQueries({ queryKey: grantsKey });
      refreshFile(client, fileId);
      onLeft();
    },
  });
  const items = grants.data?.items ?? [];
  const error = letIn.error ?? takeOut.error ?? grants.error;

  return (
    <Stack gap="xs" component="section" aria-label={t('files.whoMaySee')}>
      <div>
        <Text fw={600} size="sm">{t('files.whoMaySee')}</Text>
        <Text size="xs" c="dimmed">{t('files.whoMaySeeNote')}</Text>
      </div>
      {error && <Alert role="alert" color="red" variant="outline">{errorText(t, error)}</Alert>}
      {isSelfToCome && !items.some((grant) => grant.name === self) && <Text size="sm">{t('files.selfOnSave')}</Text>}
      {items.map((grant) => (
        <Group key={grant.accountId} justify="space-between" wrap="nowrap" gap="sm">
          <div>
            <Text size="sm">{grant.displayName}</Text>
            <Text size="xs" c="dimmed">{t('files.letInBy', { name: grant.grantedBy, at: format.dateTime(grant.grantedAt) })}</Text>
          </div>
          <Button
            size="xs"
            variant="default"
            flex="none"
            loading={takeOut.isPending && takeOut.variables === grant.name}
            onClick={() => {
              letIn.reset();
              takeOut.mutate(grant.name);
            }}
            aria-label={t('files.takeOutOf', { name: grant.displayName })}
          >
            {t('files.takeOut')}
          </Button>
        </Group>
      ))}
      <AccountPicker
        without={items.map((grant) => grant.name)}
        onPick={(account) => {
          takeOut.reset();
          letIn.mutate(account);
        }}
      />
    </Stack>
  );
}

/** Finds an account by the beginning of a name. */
function AccountPicker({ without, onPick }: { without: readonly string[]; onPick: (account: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [start] = useDebouncedValue(text.trim(), 250);
  const isLongEnough = start.length >= fewestLetters;
  const found = useQuery({
    queryKey: ['accountNames', start],
    enabled: isLongEnough,
    queryFn: ({ signal }) => data(api.GET('/api/v1/accounts/names', { signal, params: { query: { q: start } } })),
  });
  const options = isLongEnough ? (found.data?.items ?? []).filter(({ name }) => !without.includes(name)) : [];
  return (
    <Select
      label={t('files.letIn')}
      description={t('files.letInNote')}
      searchable
      searchValue={text}
      onSearchChange={setText}
      value={null}
      onChange={(account) => {
        if (account === null) return;
        setText('');
        onPick(account);
      }}
      data={options.map(({ name, displayName }) => ({ value: name, label: displayName === name ? name : `${displayName} (${name})` }))}
      // The server has chosen already, by any word of the name and whatever its accents.
      filter={({ options: all }) => all}
      nothingFoundMessage={isLongEnough && found.isSuccess ? t('files.nobodyFits') : undefined}
      error={found.isError ? errorText(t, found.error) : undefined}
    />
  );
}
