import { Alert, Button, Code, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { AuditVerification } from '../api/types';
import { useFormat } from '../i18n/format';
import { CopyText } from '../shared/CopyText';
import { ErrorState } from '../shared/ErrorState';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { readNotedHead } from './notedHead';

export function VerificationPage() {
  const { t } = useTranslation();
  const [noted, setNoted] = useState('');
  const [unreadable, setUnreadable] = useState(false);
  const verify = useMutation({
    mutationFn: (head: { id: number; hash: string } | null) =>
      data(api.POST('/api/v1/audit/verification', { body: head === null ? {} : { noted: head } })),
  });

  return (
    <Page title={t('screens.verification')} intro={t('verification.intro')} width="narrow">
      <Stack gap="lg">
        <Panel title={t('verification.start')}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const head = noted.trim() === '' ? null : readNotedHead(noted);
              setUnreadable(noted.trim() !== '' && head === null);
              if (noted.trim() === '' || head !== null) verify.mutate(head);
            }}
          >
            <Stack gap="sm" align="stretch">
              <TextInput
                label={t('verification.noted')}
                description={t('verification.notedNote')}
                value={noted}
                onChange={(event) => setNoted(event.currentTarget.value)}
                error={unreadable ? t('verification.unreadable') : undefined}
                spellCheck={false}
                styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              />
              <Group><Button type="submit" loading={verify.isPending}>{t('verification.verify')}</Button></Group>
            </Stack>
          </form>
        </Panel>
        {verify.isError && <ErrorState error={verify.error} />}
        {verify.data && <Result result={verify.data} />}
      </Stack>
    </Page>
  );
}

function Result({ result }: { result: AuditVerification }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isWhole = result.breaches.length === 0;
  const head = `${result.head.id} ${result.head.hash}`;
  return (
    <Panel title={t('verification.result')}>
      <Stack gap="md">
        <Alert
          role={isWhole ? 'status' : 'alert'}
          color={isWhole ? 'spruce' : 'red'}
          variant="outline"
          title={isWhole ? t('verification.whole') : t('verification.broken', { count: result.breaches.length })}
        >
          {t('verification.entries', { count: result.entries })}
        </Alert>
        {!isWhole && (
          <Table>
            <Table.Thead>
              <Table.Tr><Table.Th>{t('verification.entry')}</Table.Th><Table.Th>{t('verification.what')}</Table.Th></Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {result.breaches.map(({ id, what }) => (
                <Table.Tr key={`${id} ${what}`}><Table.Td className="numbers">{format.number(id)}</Table.Td><Table.Td>{what}</Table.Td></Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <div>
          <Text size="sm" mb={6}>{t('verification.headNote')}</Text>
          <Code block>{head}</Code>
          <Group mt="xs"><CopyText value={head} /></Group>
        </div>
      </Stack>
    </Panel>
  );
}
