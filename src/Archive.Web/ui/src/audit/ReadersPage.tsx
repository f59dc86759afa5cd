import { Button, Group, Table, Text, TextInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, data } from '../api/client';
import { useFormat } from '../i18n/format';
import { useAccount } from '../session/useSession';
import { ErrorState } from '../shared/ErrorState';
import { Page } from '../shared/Page';
import { PageLoader } from '../shared/PageLoader';
import { useDraft } from '../shared/useDraft';
import { TableFrame } from '../shared/TableFrame';

function isCase(text: string): boolean {
  return /^(PMR|UAT)-\d{4}-\d{1,9}$/i.test(text);
}

/** Who has seen a person's file: the report a data subject has a right to. */
export function ReadersPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const [parameters, setParameters] = useSearchParams();
  const file = (parameters.get('file') ?? '').trim();
  const [text, setText] = useDraft(file);
  const readers = useQuery({
    queryKey: ['readers', file],
    enabled: file !== '',
    staleTime: 0,
    queryFn: ({ signal }) => data(api.GET('/api/v1/audit/readers', { signal, params: { query: isCase(file) ? { case: file.toUpperCase() } : { file } } })),
  });

  return (
    <Page
      title={file === '' ? t('screens.readers') : t('readers.titleFor', { file })}
      intro={t('readers.intro')}
      actions={readers.data && (
        <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>{t('readers.print')}</Button>
      )}
    >
      <form
        role="search"
        className="screen-only"
        onSubmit={(event) => {
          event.preventDefault();
          setParameters(text.trim() === '' ? {} : { file: text.trim() });
        }}
      >
        <Group align="flex-end" mb="lg">
          <TextInput label={t('readers.file')} placeholder="F00000012" value={text} onChange={(event) => setText(event.currentTarget.value)} required w={240} />
          <Button type="submit">{t('readers.show')}</Button>
        </Group>
      </form>
      {readers.isLoading && <PageLoader />}
      {readers.isError && <ErrorState error={readers.error} onRetry={() => void readers.refetch()} />}
      {readers.data?.items.length === 0 && <Text>{t('readers.nobody')}</Text>}
      {readers.data && readers.data.items.length > 0 && (
        <TableFrame label={t('readers.titleFor', { file })} minWidth={900}>
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('readers.who')}</Table.Th>
                <Table.Th>{t('readers.first')}</Table.Th>
                <Table.Th>{t('readers.last')}</Table.Th>
                <Table.Th ta="right">{t('readers.times')}</Table.Th>
                <Table.Th ta="right">{t('readers.shownInSearch')}</Table.Th>
                <Table.Th ta="right">{t('readers.digitizing')}</Table.Th>
                <Table.Th>{t('readers.purposes')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {readers.data.items.map((reader) => (
                <Table.Tr key={reader.actor}>
                  <Table.Td>{reader.displayName ?? reader.actor}{reader.displayName && <Text size="sm" c="dimmed">{reader.actor}</Text>}</Table.Td>
                  <Table.Td className="numbers">{format.dateTime(reader.first)}</Table.Td>
                  <Table.Td className="numbers">{format.dateTime(reader.last)}</Table.Td>
                  <Table.Td className="numbers" ta="right">{format.number(reader.times)}</Table.Td>
                  <Table.Td className="numbers" ta="right">{format.number(reader.shownInSearch)}</Table.Td>
                  <Table.Td className="numbers" ta="right">{format.number(reader.digitizing)}</Table.Td>
                  <Table.Td>{reader.purposes.join('; ') || '–'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      )}
      {readers.data && (
        <Text size="sm" c="dimmed" mt="md">
          {t('readers.made', { at: format.dateTime(new Date(readers.dataUpdatedAt).toISOString()), name: account.displayName })}
        </Text>
      )}
    </Page>
  );
}
