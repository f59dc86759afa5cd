import { Alert, Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { errorText } from '../api/errorText';
import { isApiError } from '../api/problem';
import type { Batch, BatchPage, ReleaseObstacle } from '../api/types';
import { batchesKey, batchKey, fetchBatch, ifMatch } from '../batches/useBatches';
import { useFormat } from '../i18n/format';
import { useSession } from '../session/useSession';
import { notifyDone } from '../shared/notify';
import { filesOf } from './account';
import { Obstacles } from './StationHeader';

interface ReleaseDialogProps {
  batch: Batch;
  pages: readonly BatchPage[];
  obstacles: readonly ReleaseObstacle[];
  isSaved: boolean;
  version: () => number;
  onClose: () => void;
}

/** Shows the files that will be, because a release is not taken back. */
export function ReleaseDialog({ batch, pages, obstacles, isSaved, version, onClose }: ReleaseDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const files = filesOf(batch, pages);
  // By four eyes: the first hands over, somebody else releases.
  const handsOver = useSession().secondLook && batch.approvedBy === null;
  const release = useMutation({
    mutationFn: () => {
      const params = { path: { id: batch.id }, header: { 'If-Match': ifMatch(version()) } };
      return data(handsOver ? api.POST('/api/v1/batches/{id}/approve', { params }) : api.POST('/api/v1/batches/{id}/release', { params }));
    },
    onSuccess: (released) => {
      client.setQueryData(batchKey(batch.id), released);
      void client.invalidateQueries({ queryKey: batchesKey });
      notifyDone(handsOver ? t('review.handedOverNow') : t('review.releasedNow', { count: files.length }));
      onClose();
    },
    onError: () => void fetchBatch(batch.id).then((fresh) => client.setQueryData(batchKey(batch.id), fresh), () => undefined),
  });
  const told = isApiError(release.error, 409, 'obstacles') ? release.error.obstacles : [];
  const inTheWay = obstacles.length > 0 ? obstacles : told;
  return (
    <Modal opened onClose={onClose} title={handsOver ? t('review.handOver') : t('review.releaseTitle')} size="lg" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack gap="md">
        {inTheWay.length > 0 && <Alert role="alert" color="red" variant="outline"><Obstacles obstacles={inTheWay} /></Alert>}
        {release.isError && told.length === 0 && <Alert role="alert" color="red" variant="outline">{errorText(t, release.error)}</Alert>}
        {obstacles.length === 0 && (
          <>
            <Text>{handsOver ? t('review.handOverText') : t('review.releaseText', { count: files.length })}</Text>
            {batch.approvedBy !== null && <Text size="sm">{t('review.approvedBy', { who: batch.approvedBy })}</Text>}
            <Table.ScrollContainer minWidth={320} mah={320}>
              <Table verticalSpacing={4}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('review.fileCase')}</Table.Th>
                    <Table.Th ta="right">{t('review.pages')}</Table.Th>
                    <Table.Th ta="right">{t('review.documents')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody className="numbers">
                  {files.map((file, index) => (
                    <Table.Tr key={index}>
                      <Table.Td>{file.name}{file.case === null && <Text span size="sm" c="var(--archive-doubt)"> {t('review.withoutCase')}</Text>}</Table.Td>
                      <Table.Td ta="right">{format.number(file.pages)}</Table.Td>
                      <Table.Td ta="right">{format.number(file.documents)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
          <Button disabled={obstacles.length > 0 || !isSaved} loading={release.isPending} onClick={() => release.mutate()} data-autofocus>{handsOver ? t('review.handOver') : t('review.release')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
