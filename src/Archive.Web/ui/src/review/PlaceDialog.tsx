import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconPhotoPlus, IconScan } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../api/errorText';
import type { Batch, BatchPage } from '../api/types';
import { chosenFiles } from './dropped';
import type { Place } from './place';
import { ScanChoice, useScanChoice } from './ScanChoice';
import { useScan } from './useScan';

interface PlaceDialogProps {
  batch: Batch;
  page: BatchPage;
  how: 'rescan' | 'insert';
  onFiles: (files: readonly File[], place: Place) => void;
  onClose: () => void;
}

/** Puts a page in another's place, or pages before one: from files, or straight from the scanner. */
export function PlaceDialog({ batch, page, how, onFiles, onClose }: PlaceDialogProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { profiles, last, begin } = useScan(batch);
  const choice = useScanChoice(profiles, how === 'rescan' ? 1 : batch.sides);
  const place: Place = how === 'rescan' ? { replaces: page.id } : { before: page.id };
  const isBusy = last?.outcome === 'running';
  const scan = () => {
    if (choice.profile) begin.mutate({ profile: choice.profile.name, sides: choice.sides, ...place }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={t(`review.place.${how}`, { number: page.number })} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack gap="md">
        <Text size="sm">{t(`review.place.${how}Note`)}</Text>
        {choice.profile && <div><ScanChoice profiles={profiles} choice={choice} disabled={isBusy} /></div>}
        {begin.isError && <Alert role="alert" color="red" variant="outline">{errorText(t, begin.error)}</Alert>}
        <Group justify="flex-end">
          <Button variant={choice.profile ? 'default' : 'filled'} leftSection={<IconPhotoPlus size={18} aria-hidden />} onClick={() => input.current?.click()} data-autofocus={choice.profile ? undefined : true}>
            {t(how === 'rescan' ? 'review.place.file' : 'review.place.files')}
          </Button>
          {choice.profile && <Button leftSection={<IconScan size={18} aria-hidden />} loading={begin.isPending} disabled={isBusy || batch.isClosed && how === 'insert'} onClick={scan} data-autofocus>{t('review.place.scan')}</Button>}
        </Group>
      </Stack>
      <input
        ref={input}
        type="file"
        hidden
        multiple={how === 'insert'}
        accept="image/*,.tif,.tiff,application/pdf"
        data-testid="place-files"
        onChange={(event) => {
          const files = chosenFiles(event.currentTarget.files);
          if (files.length === 0) return;
          onFiles(files, place);
          onClose();
        }}
      />
    </Modal>
  );
}
