import { Badge, Button, Group, Table, Text, TextInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, data } from '../api/client';
import type { FileSummary } from '../api/types';
import { useFormat } from '../i18n/format';
import { useHasRole } from '../session/useSession';
import { ErrorState } from '../shared/ErrorState';
import { Page } from '../shared/Page';
import { PageLoader } from '../shared/PageLoader';
import { useDraft } from '../shared/useDraft';
import { TableFrame } from '../shared/TableFrame';
import { viewerAddress } from '../viewer/address';
import { AccessForm } from './AccessForm';
import { CaseForm } from './CaseForm';

export const filesKey = ['files'] as const;

export function FilesPage() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const registerCase = (parameters.get('case') ?? '').trim();
  const name = (parameters.get('q') ?? '').trim();
  const [edited, setEdited] = useState<{ file: FileSummary; part: FilePart } | null>(null);
  const files = useInfiniteQuery({
    queryKey: [...filesKey, registerCase, name],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      data(api.GET('/api/v1/files', {
        signal,
        params: { query: { case: registerCase || undefined, q: name || undefined, after: pageParam ?? undefined, limit: 50 } },
      })),
    getNextPageParam: (last) => last.next,
  });
  const items = files.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <Page title={t('screens.files')} intro={t('files.intro')}>
      <Filter
        registerCase={registerCase}
        name={name}
        onApply={(next) => setParameters(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')))}
      />
      {files.isPending && <PageLoader />}
      {files.isError && <ErrorState error={files.error} onRetry={() => void files.refetch()} />}
      {files.data && items.length === 0 && (
        <Text c="dimmed">{registerCase === '' && name === '' ? t('files.none') : t('files.empty')}</Text>
      )}
      {items.length > 0 && <FileTable files={items} onEdit={(file, part) => setEdited({ file, part })} />}
      {files.hasNextPage && (
        <Button variant="default" mt="md" loading={files.isFetchingNextPage} onClick={() => void files.fetchNextPage()}>{t('common.more')}</Button>
      )}
      {edited?.part === 'access' && <AccessForm file={edited.file} onClose={() => setEdited(null)} />}
      {edited?.part === 'case' && <CaseForm file={edited.file} onClose={() => setEdited(null)} />}
    </Page>
  );
}

function Filter({ registerCase, name, onApply }: { registerCase: string; name: string; onApply: (next: { case: string; q: string }) => void }) {
  const { t } = useTranslation();
  const [draftCase, setDraftCase] = useDraft(registerCase);
  const [draftName, setDraftName] = useDraft(name);
  return (
    <form
      role="search"
      aria-label={t('files.find')}
      onSubmit={(event) => {
        event.preventDefault();
        onApply({ case: draftCase.trim(), q: draftName.trim() });
      }}
    >
      <Group align="flex-end" mb="lg" gap="sm">
        <TextInput label={t('files.case')} placeholder="PMR-2023-0412" value={draftCase} onChange={(event) => setDraftCase(event.currentTarget.value)} w={220} />
        <TextInput label={t('files.nameBegins')} value={draftName} onChange={(event) => setDraftName(event.currentTarget.value)} w={260} />
        <Button type="submit">{t('files.find')}</Button>
        {(registerCase !== '' || name !== '') && <Button variant="subtle" onClick={() => onApply({ case: '', q: '' })}>{t('files.clear')}</Button>}
      </Group>
    </form>
  );
}

/** What an archivist changes of a file. */
type FilePart = 'access' | 'case';

function FileTable({ files, onEdit }: { files: readonly FileSummary[]; onEdit: (file: FileSummary, part: FilePart) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isArchivist = useHasRole('archivist');
  return (
    <TableFrame label={t('screens.files')} minWidth={780}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('files.name')}</Table.Th>
            <Table.Th>{t('files.case')}</Table.Th>
            <Table.Th ta="right">{t('files.pageCount')}</Table.Th>
            <Table.Th>{t('files.received')}</Table.Th>
            <Table.Th>{t('files.unit')}</Table.Th>
            <Table.Th>{t('files.access')}</Table.Th>
            {isArchivist && <Table.Th>{t('common.actions')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {files.map((file) => (
            <Table.Tr key={file.id}>
              <Table.Td>
                <Text component={Link} to={viewerAddress(file.id, 1)} c="var(--mantine-color-anchor)" fw={600}>{file.name}</Text>
                <Text size="sm" c="dimmed">{file.id}</Text>
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{file.case ?? '–'}</Table.Td>
              <Table.Td ta="right" className="numbers">{format.number(file.pageCount)}</Table.Td>
              <Table.Td className="numbers">{format.date(file.receivedAt)}</Table.Td>
              <Table.Td>{file.unit ?? '–'}</Table.Td>
              <Table.Td>
                <Group gap={6}>
                  {file.restricted
                    ? <Badge variant="default" tt="none" fw={500} leftSection={<IconLock size={12} aria-hidden />}>{t('files.restricted')}</Badge>
                    : t('files.open')}
                  {file.indexedAt === null && <Badge variant="default" tt="none" fw={500}>{t('files.notSearchable')}</Badge>}
                </Group>
              </Table.Td>
              {isArchivist && (
                <Table.Td>
                  <Group gap={6} wrap="nowrap">
                    <Button size="xs" variant="default" onClick={() => onEdit(file, 'access')} aria-label={t('files.accessOf', { name: file.name })}>{t('files.changeAccess')}</Button>
                    <Button size="xs" variant="default" onClick={() => onEdit(file, 'case')} aria-label={t('files.caseOf', { name: file.name })}>{t('files.changeCase')}</Button>
                  </Group>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  );
}
