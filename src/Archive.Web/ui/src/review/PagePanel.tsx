import { ActionIcon, Button, Text, Title, Tooltip } from '@mantine/core';
import {
  IconArrowLeft, IconArrowRight, IconCheck, IconMaximize, IconPhotoPlus, IconPhotoUp, IconRotate, IconRotateClockwise, IconX, IconZoomIn,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BatchPage } from '../api/types';
import { useFormat } from '../i18n/format';
import { useSaid } from '../said/said';
import { typeName } from './documentTypes';
import { keyOf, type ReviewAction } from './keys';
import { LargePicture } from './LargePicture';
import classes from './PagePanel.module.css';
import type { Picture } from './picture';

interface PagePanelProps {
  page: BatchPage | undefined;
  picture: Picture | undefined;
  /** How many pages a deed goes to. */
  chosen: number;
  isClose: boolean;
  readOnly: boolean;
  replacement: BatchPage | undefined;
  act: (action: ReviewAction) => void;
  onShow: (id: number) => void;
}

const tools: readonly (readonly [ReviewAction, Icon])[] = [
  ['rotateLeft', IconRotate], ['rotateRight', IconRotateClockwise], ['moveEarlier', IconArrowLeft], ['moveLater', IconArrowRight], ['rescan', IconPhotoUp], ['insert', IconPhotoPlus],
];
const starts = ['startDocument', 'startFile'] as const;
const dispositions = [['keep', 'image'], ['blank', 'blank'], ['separator', 'separator']] as const;

export function PagePanel({ page, picture, chosen, isClose, readOnly, replacement, act, onShow }: PagePanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const hint = (action: ReviewAction) => `${t(`review.action.${action}`)} (${keyOf(action)})`;
  if (!page) return <aside className={classes.panel} aria-label={t('review.page')}><Text c="dimmed" p="md">{t('review.choosePage')}</Text></aside>;
  return (
    <aside className={classes.panel} aria-label={t('review.page')}>
      <div className={classes.head}>
        <Title order={2} size="h5">{t('review.pageNumber', { number: page.number })}</Title>
        <Text size="sm" c="dimmed" className={classes.source} title={page.source}>{page.source}</Text>
        <Tooltip label={hint('zoom')}>
          <ActionIcon variant="default" size={30} aria-label={t('review.action.zoom')} aria-pressed={isClose} onClick={() => act('zoom')}>
            {isClose ? <IconMaximize size={17} aria-hidden /> : <IconZoomIn size={17} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      </div>
      <LargePicture key={page.id} page={page} picture={picture} isClose={isClose} onZoom={() => act('zoom')} />
      <div className={classes.below}>
        <Why page={page} />
        {page.replacedBy !== null && (
          <Text size="sm">
            {t('review.replaced')}{' '}
            {replacement && <Button size="compact-sm" variant="default" onClick={() => onShow(replacement.id)}>{t('review.pageNumber', { number: replacement.number })}</Button>}
          </Text>
        )}
        {page.starts !== 'nothing' && (
          <Text size="sm">
            {page.starts === 'file' && <strong>{t('review.startsFile')} {page.case ?? t('review.withoutCase')}. </strong>}
            {(page.starts === 'document' || page.documentType !== null) && <span>{t('review.startsDocument')}: {page.documentType === null ? '–' : typeName(t, page.documentType)}. </span>}
            {!readOnly && <Button size="compact-xs" variant="default" leftSection={<IconX size={13} aria-hidden />} aria-keyshortcuts="x" onClick={() => act('removeStart')}>{t('review.action.removeStart')}</Button>}
          </Text>
        )}
        {!readOnly && (
          <>
            {chosen > 1 && <Text size="sm" fw={600}>{t('review.forAll', { count: chosen })}</Text>}
            <div className={classes.tools}>
              {page.flags.length > 0 && (
                <Button
                  size="xs"
                  variant={page.isAnswered ? 'default' : 'filled'}
                  aria-pressed={page.isAnswered}
                  aria-keyshortcuts="a"
                  leftSection={<IconCheck size={15} aria-hidden />}
                  onClick={() => act('answer')}
                >
                  {page.isAnswered ? t('review.answered') : t('review.action.answer')}
                </Button>
              )}
              <div role="group" aria-label={t('review.whatItIs')} className={classes.group}>
                {dispositions.map(([action, disposition]) => (
                  <Button
                    key={action}
                    size="xs"
                    variant="default"
                    className={classes.choice}
                    aria-pressed={page.disposition === disposition}
                    onClick={() => act(action)}
                  >
                    {t(`review.dispositions.${disposition}`)}
                  </Button>
                ))}
              </div>
              <div role="group" aria-label={t('common.actions')} className={classes.group}>
                {starts.map((action) => (
                  <Tooltip key={action} label={hint(action)}>
                    <Button size="xs" px={8} variant="default" onClick={() => act(action)}>{t(`review.${action}Short`)}</Button>
                  </Tooltip>
                ))}
                <div className={classes.icons}>
                  {tools.map(([action, ToolIcon]) => (
                    <Tooltip key={action} label={hint(action)}>
                      <ActionIcon variant="default" size={30} aria-label={t(`review.action.${action}`)} onClick={() => act(action)}><ToolIcon size={17} aria-hidden /></ActionIcon>
                    </Tooltip>
                  ))}
                </div>
              </div>
            </div>
          </>
        )}
        <Text size="xs" c="dimmed" className="numbers">
          {[
            page.width > 0 && `${format.number(page.width)} × ${format.number(page.height)}`,
            page.confidence !== null && t('review.confidence', { share: format.percent(page.confidence) }),
            page.blankScore !== null && t('review.blankScore', { share: format.percent(page.blankScore) }),
          ].filter(Boolean).join(' · ')}
        </Text>
      </div>
    </aside>
  );
}

/** Why the page wants an eye, in words, and what can be done about it. */
function Why({ page }: { page: BatchPage }) {
  const { t } = useTranslation();
  const said = useSaid();
  if (page.state !== 'finished') return <Text size="sm" role="status">{t('review.inWorkText')}</Text>;
  if (page.flags.length === 0) return <Text size="sm" c="dimmed">{t('review.noFlags')}</Text>;
  return (
    <ul className={classes.why} data-open={!page.isAnswered}>
      {page.flags.map((flag) => <li key={flag}><strong>{t(`flags.${flag}`)}.</strong> {t(`flagTexts.${flag}`)}</li>)}
      {page.reason !== null && <li className={classes.reason}>{said(page.reason)}</li>}
    </ul>
  );
}
