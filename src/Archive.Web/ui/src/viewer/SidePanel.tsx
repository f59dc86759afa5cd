import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box, FileDetail } from '../api/types';
import { FileFacts } from './FileFacts';
import { Outline } from './Outline';
import { PageTextView } from './PageTextView';
import classes from './SidePanel.module.css';

interface SidePanelProps {
  file: FileDetail;
  page: number;
  boxes: readonly Box[];
  word: Box | null;
  onWord: (box: Box) => void;
}

export function SidePanel({ file, page, boxes, word, onWord }: SidePanelProps) {
  const { t } = useTranslation();
  const hasDocuments = file.documents.length > 1 || file.documents.some((document) => document.type !== null);
  const [tab, setTab] = useState<string | null>('text');
  return (
    <aside className={classes.panel} aria-label={t('viewer.side')}>
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List grow>
          <Tabs.Tab value="text">{t('viewer.text')}</Tabs.Tab>
          {hasDocuments && <Tabs.Tab value="documents">{t('viewer.documents')}</Tabs.Tab>}
          <Tabs.Tab value="facts">{t('viewer.facts')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="text"><PageTextView file={file} page={page} boxes={boxes} word={word} onWord={onWord} /></Tabs.Panel>
        {hasDocuments && <Tabs.Panel value="documents"><Outline file={file} page={page} /></Tabs.Panel>}
        <Tabs.Panel value="facts"><FileFacts file={file} page={page} /></Tabs.Panel>
      </Tabs>
    </aside>
  );
}
