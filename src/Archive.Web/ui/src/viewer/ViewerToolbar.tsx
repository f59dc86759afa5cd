import { ActionIcon, CopyButton, Menu, Tooltip } from '@mantine/core';
import {
  IconCheck, IconChevronDown, IconChevronUp, IconDownload, IconLayoutSidebar, IconLayoutSidebarRight, IconLink, IconMaximize,
  IconPrinter, IconRotate2, IconRotateClockwise2, IconZoomIn, IconZoomOut, type Icon,
} from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileDetail } from '../api/types';
import { useFormat } from '../i18n/format';
import { pdfUrl } from './iiif';
import type { ViewerAction } from './keys';
import { PageBox } from './PageBox';
import classes from './ViewerToolbar.module.css';

interface ViewerToolbarProps {
  file: FileDetail;
  page: number;
  pageBox: RefObject<HTMLInputElement | null>;
  /** Path and query of what is shown, for the permalink. */
  address: string;
  showsText: boolean;
  showsThumbnails: boolean;
  act: (action: ViewerAction) => void;
  onPage: (page: number) => void;
  onPrint: () => void;
}

export function ViewerToolbar({ file, page, pageBox, address, showsText, showsThumbnails, act, onPage, onPrint }: ViewerToolbarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const tool = (action: ViewerAction, icon: Icon, more: { pressed?: boolean; disabled?: boolean } = {}) => (
    <Tool label={t(`viewer.action.${action}`)} icon={icon} onClick={() => act(action)} {...more} />
  );
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('viewer.tools')}>
      {tool('toggleThumbnails', IconLayoutSidebar, { pressed: showsThumbnails })}
      <h1 className={classes.name} title={file.name}>
        {file.name}
        {file.case && <span className={classes.case}>{file.case}</span>}
      </h1>
      <div className={classes.group}>
        {tool('previousPage', IconChevronUp, { disabled: page <= 1 })}
        <PageBox key={page} page={page} pageCount={file.pageCount} input={pageBox} onPage={onPage} />
        {tool('nextPage', IconChevronDown, { disabled: page >= file.pageCount })}
      </div>
      <div className={classes.group}>
        {tool('zoomOut', IconZoomOut)}
        {tool('fit', IconMaximize)}
        {tool('zoomIn', IconZoomIn)}
        {tool('rotateLeft', IconRotate2)}
        {tool('rotateRight', IconRotateClockwise2)}
      </div>
      <div className={classes.group}>
        <CopyButton value={window.location.origin + address} timeout={2500}>
          {({ copied, copy }) => (
            <Tool label={copied ? t('common.copied') : t('viewer.copyLink')} icon={copied ? IconCheck : IconLink} onClick={copy} />
          )}
        </CopyButton>
        <Tool label={t('viewer.print')} icon={IconPrinter} onClick={onPrint} />
        {file.pdfBytes === null
          ? <Tool label={t('viewer.noPdf')} icon={IconDownload} disabled />
          : (
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" size="lg" className={classes.tool} aria-label={t('viewer.download')}>
                  <IconDownload size={20} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{t('viewer.pdfSize', { size: format.bytes(file.pdfBytes) })}</Menu.Label>
                <Menu.Item component="a" href={pdfUrl(file.id, false)} download>{t('viewer.pdf')}</Menu.Item>
                <Menu.Item component="a" href={pdfUrl(file.id, true)} download>{t('viewer.pdfMarked')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        {tool('toggleText', IconLayoutSidebarRight, { pressed: showsText })}
      </div>
    </div>
  );
}

interface ToolProps {
  label: string;
  icon: Icon;
  onClick?: () => void;
  pressed?: boolean;
  disabled?: boolean;
}

function Tool({ label, icon: Icon, onClick, pressed, disabled }: ToolProps) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        variant={pressed ? 'light' : 'subtle'}
        color="gray"
        size="lg"
        className={classes.tool}
        aria-label={label}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={onClick}
      >
        <Icon size={20} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
