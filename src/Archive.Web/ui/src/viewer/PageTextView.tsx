import { Text } from '@mantine/core';
import { useMemo, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box, FileDetail } from '../api/types';
import { useFormat } from '../i18n/format';
import { ErrorState } from '../shared/ErrorState';
import { PageLoader } from '../shared/PageLoader';
import classes from './PageTextView.module.css';
import { languageTag, readWords, type Word } from './textModel';
import { usePageText } from './useFile';

interface PageTextViewProps {
  file: FileDetail;
  page: number;
  boxes: readonly Box[];
  word: Box | null;
  onWord: (box: Box) => void;
}

const stepOf: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** The recognized text; a word that is clicked, or reached with the arrow keys, is boxed on the image. */
export function PageTextView({ file, page, boxes, word, onWord }: PageTextViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = file.pages[page - 1];
  const isRecognized = facts?.state === 'finished';
  const text = usePageText(file.id, page, isRecognized);
  const blocks = useMemo(() => (text.data ? readWords(text.data, boxes) : []), [text.data, boxes]);
  const words = useMemo(() => blocks.flat(2), [blocks]);
  const current = word === null ? -1 : words.findIndex(({ box }) => box.every((value, index) => value === word[index]));

  if (!isRecognized) return <Text p="md" c="dimmed">{t('viewer.textNotYet')}</Text>;
  if (text.isError) return <ErrorState error={text.error} onRetry={() => void text.refetch()} />;
  if (text.isPending) return <PageLoader />;
  if (words.length === 0) return <Text p="md" c="dimmed">{t('viewer.textNone')}</Text>;

  const choose = (index: number) => {
    const chosen = words[index];
    if (chosen) onWord(chosen.box);
  };
  const onClick = (event: MouseEvent) => {
    const index = (event.target as HTMLElement).dataset.word;
    if (index !== undefined && window.getSelection()?.isCollapsed !== false) choose(Number(index));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf[event.key];
    if (step === undefined) return;
    event.preventDefault();
    choose(Math.min(Math.max(current + step, 0), words.length - 1));
  };

  return (
    <div className={classes.view}>
      <p className={classes.summary}>
        {t('viewer.words', { count: words.length })}
        {facts?.confidence !== null && facts !== undefined && ` · ${t('viewer.confidence', { share: format.percent(facts.confidence) })}`}
      </p>
      {words.some(({ isDoubtful }) => isDoubtful) && <p className={classes.legend}><span className={classes.doubtful}>{t('viewer.doubtfulSample')}</span> – {t('viewer.doubtfulNote')}</p>}
      <p className={classes.live} aria-live="polite">{words[current]?.text}</p>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- one stop for the keyboard instead of one for each of some 500 words */}
      <div
        className={classes.text}
        role="application"
        aria-roledescription={t('viewer.textRole')}
        aria-label={t('viewer.textLabel', { page })}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
        tabIndex={0}
        lang={languageTag(text.data.language)}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        {blocks.map((lines, block) => (
          <p key={block}>
            {lines.map((line, index) => <Line key={index} words={line} current={current} />)}
          </p>
        ))}
      </div>
    </div>
  );
}

function Line({ words, current }: { words: readonly Word[]; current: number }) {
  return (
    <span className={classes.line}>
      {words.map((word) => {
        const Tag = word.isHit ? 'mark' : 'span';
        const names = [word.isDoubtful && classes.doubtful, word.index === current && classes.current].filter(Boolean).join(' ');
        return (
          <span key={word.index}>
            <Tag data-word={word.index} className={names || undefined}>{word.text}</Tag>{' '}
          </span>
        );
      })}
    </span>
  );
}
