import { Badge, Button, CloseButton, Group, Progress, Table, Text, Title } from '@mantine/core';
import { IconFolder, IconPhotoPlus } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch, BatchSource } from '../api/types';
import { useSources } from '../batches/useBatches';
import { useFormat } from '../i18n/format';
import { useSaid } from '../said/said';
import { ErrorState } from '../shared/ErrorState';
import { chosenFiles, droppedFiles } from './dropped';
import classes from './FeedView.module.css';
import { ElsewhereToo } from './ElsewhereToo';
import { ScanPanel } from './ScanPanel';
import { uploadQueue, type Refusal, type UploadItem } from './uploads';

interface FeedViewProps {
  batch: Batch;
  uploads: readonly UploadItem[];
  onFiles: (files: readonly File[]) => void;
}

export function FeedView({ batch, uploads, onFiles }: FeedViewProps) {
  return (
    <div className={classes.feed}>
      <DropZone onFiles={onFiles} isClosed={batch.isClosed} />
      <div className={classes.lists}>
        <ScanPanel batch={batch} />
        {uploads.length > 0 && <Uploads batchId={batch.id} uploads={uploads} />}
        <Sources batch={batch} />
      </div>
    </div>
  );
}

function DropZone({ onFiles, isClosed }: { onFiles: FeedViewProps['onFiles']; isClosed: boolean }) {
  const { t } = useTranslation();
  const [isOver, setIsOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  // A file dropped beside the zone would be opened by the browser in place of this screen.
  useEffect(() => {
    const hold = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    window.addEventListener('dragover', hold);
    window.addEventListener('drop', hold);
    return () => {
      window.removeEventListener('dragover', hold);
      window.removeEventListener('drop', hold);
    };
  }, []);

  const take = (input: HTMLInputElement) => {
    const chosen = chosenFiles(input.files);
    input.value = '';
    if (chosen.length > 0) onFiles(chosen);
  };
  return (
    // Dropping is for the mouse; the buttons within do the same for everybody.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="group"
      aria-label={t('feed.zone')}
      className={classes.zone}
      data-over={isOver}
      onDragEnter={() => setIsOver(true)}
      onDragOver={(event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        void droppedFiles(event.dataTransfer).then((found) => {
          if (found.length > 0) onFiles(found);
        });
      }}
    >
      <Text fw={600} size="lg">{t('feed.drop')}</Text>
      <Text c="dimmed" size="sm" maw={520} ta="center">{t('feed.dropNote')}</Text>
      {isClosed && <Text size="sm" c="var(--archive-doubt)">{t('feed.closedNote')}</Text>}
      <Group gap="sm">
        <Button leftSection={<IconPhotoPlus size={18} aria-hidden />} onClick={() => files.current?.click()}>{t('feed.chooseFiles')}</Button>
        <Button variant="default" leftSection={<IconFolder size={18} aria-hidden />} onClick={() => folder.current?.click()}>{t('feed.chooseFolder')}</Button>
      </Group>
      <input ref={files} type="file" multiple hidden accept="image/*,.tif,.tiff,application/pdf" data-testid="feed-files" onChange={(event) => take(event.currentTarget)} />
      {/* React knows no name for the attribute that lets a folder be chosen. */}
      <input
        ref={(input) => {
          folder.current = input;
          input?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        hidden
        onChange={(event) => take(event.currentTarget)}
      />
    </div>
  );
}

const rowHeight = 36;

function Uploads({ batchId, uploads }: { batchId: number; uploads: readonly UploadItem[] }) {
  const { t } = useTranslation();
  const said = useSaid();
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  // What failed or is on its way stands above what is done.
  const order = { failed: 0, sending: 1, waiting: 2, done: 3 } as const;
  const items = [...uploads].sort((one, other) => order[one.state] - order[other.state] || one.id - other.id);
  const rows = useVirtualizer({ count: items.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 6 });
  const done = uploads.filter((item) => item.state === 'done').length;
  const failed = uploads.filter((item) => item.state === 'failed').length;
  const bytes = uploads.reduce((sum, item) => sum + item.size, 0);
  const sent = uploads.reduce((sum, item) => sum + item.sent, 0);
  return (
    <section aria-label={t('feed.uploads')} className={classes.part}>
      <Group justify="space-between" mb={6}>
        <Title order={2} size="h5">{t('feed.uploads')}</Title>
        <Text size="sm" role="status">
          {t('feed.sentOf', { done, total: uploads.length })}{failed > 0 && `, ${t('feed.failedCount', { count: failed })}`}
        </Text>
        {done > 0 && <Button size="compact-sm" variant="default" onClick={() => uploadQueue.clearDone(batchId)}>{t('feed.clearDone')}</Button>}
      </Group>
      <Progress value={bytes === 0 ? 100 : (100 * sent) / bytes} mb={6} aria-label={t('feed.uploads')} />
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable with the keyboard */}
      <div ref={scroller} className={classes.scroller} tabIndex={0} role="group" aria-label={t('feed.uploads')} data-own-arrows>
        <ul className={classes.rows} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start, key }) => {
            const item = items[index]!;
            return (
              <li key={key} className={classes.row} style={{ transform: `translateY(${start}px)`, height: rowHeight }} data-state={item.state}>
                <span className={classes.fileName} title={item.name}>{item.name}</span>
                <span className={classes.state}>
                  {item.state === 'failed' ? refusalText(item.refusal) : item.state === 'sending' ? format.percent(item.size === 0 ? 1 : item.sent / item.size) : t(`feed.state.${item.state}`)}
                </span>
                {item.state === 'sending' && <Progress className={classes.bar} size="xs" value={item.size === 0 ? 100 : (100 * item.sent) / item.size} aria-label={item.name} />}
                {item.state === 'failed' && mayTryAgain(item.refusal) && <Button className={classes.fixed} size="compact-xs" variant="default" onClick={() => uploadQueue.retry(item.id)}>{t('common.retry')}</Button>}
                {item.state !== 'done' && <CloseButton className={classes.fixed} size="sm" aria-label={t('feed.remove', { name: item.name })} onClick={() => uploadQueue.remove(item.id)} />}
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );

  function refusalText(refusal: Refusal | null): string {
    if (refusal?.status === 413) return t('feed.refused.tooLarge', { detail: refusal.detail === null ? '' : said(refusal.detail) });
    if (refusal?.status === 415) return refusal.detail === null ? t('feed.refused.notTaken') : said(refusal.detail);
    if (refusal?.status === 409) return t('feed.refused.over');
    if (refusal?.status === 401 || refusal?.status === 403) return t('errors.loggedOut');
    return refusal?.status === 0 ? t('errors.unreachable') : t('errors.server');
  }
}

/** What the service has looked at and does not take stays what it is. */
function mayTryAgain(refusal: Refusal | null): boolean {
  return refusal?.status !== 413 && refusal?.status !== 415;
}

function Sources({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const sources = useSources(batch.id, true);
  const items = sources.data ?? [];
  const [showsAll, setShowsAll] = useState(false);
  const wrong = items.filter((source) => source.disposition !== 'received');
  // What needs a look first, then the newest.
  const ordered = [...wrong, ...items.filter((source) => source.disposition === 'received').reverse()];
  const shown = showsAll ? ordered : ordered.slice(0, Math.max(60, wrong.length));
  return (
    <section aria-label={t('feed.cameIn')} className={classes.part}>
      <Group justify="space-between" mb={6}>
        <Title order={2} size="h5">{t('feed.cameIn')}</Title>
        {items.length > 0 && <Text size="sm">{t('feed.cameInCount', { count: items.length })}{wrong.length > 0 && `, ${t('feed.wrongCount', { count: wrong.length })}`}</Text>}
      </Group>
      {sources.isError && <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />}
      {sources.data && items.length === 0 && <Text size="sm" c="dimmed">{t('feed.nothingYet')}</Text>}
      {items.length > 0 && (
        <Table verticalSpacing={4} className={classes.sources}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th ta="right" w={56}>{t('feed.ordinal')}</Table.Th>
              <Table.Th>{t('feed.fileName')}</Table.Th>
              <Table.Th>{t('feed.disposition')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((source) => <SourceRow key={source.ordinal} batch={batch} source={source} />)}
          </Table.Tbody>
        </Table>
      )}
      {shown.length < ordered.length && <Button size="xs" variant="default" mt="sm" onClick={() => setShowsAll(true)}>{t('common.more')}</Button>}
    </section>
  );
}

function SourceRow({ batch, source }: { batch: Batch; source: BatchSource }) {
  const { t } = useTranslation();
  const said = useSaid();
  return (
    <Table.Tr>
      <Table.Td ta="right" className="numbers">{source.ordinal + 1}</Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{source.name}</Table.Td>
      <Table.Td>
        {source.disposition === 'received'
          ? t('feed.dispositions.received')
          : <Badge variant="outline" color={source.disposition === 'rejected' ? 'red' : 'amber'} c="var(--mantine-color-text)" tt="none" fw={500}>{t(`feed.dispositions.${source.disposition}`)}</Badge>}
        {source.disposition === 'duplicate' && source.duplicateOf && <Text size="sm" span> {t('feed.duplicateOf', { name: source.duplicateOf })}</Text>}
        {source.disposition === 'duplicate' && source.duplicateBatchId !== null && <ElsewhereToo batchId={batch.id} source={source} elsewhere={source.duplicateBatchId} />}
        {source.disposition === 'rejected' && source.reason && <Text size="sm" span> {said(source.reason)}</Text>}
      </Table.Td>
    </Table.Tr>
  );
}
