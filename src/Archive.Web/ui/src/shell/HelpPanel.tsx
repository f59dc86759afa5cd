import { CloseButton, Switch, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { setLetterKeys, useLetterKeys } from '../shared/letterKeys';
import { ReviewKeyList } from '../review/ReviewKeyList';
import { KeyList } from '../viewer/KeyList';
import classes from './HelpPanel.module.css';
import type { ScreenId } from './screens';

/** Stays beside the work instead of covering it, so that it can be read while trying. */
export function HelpPanel({ screen, onClose }: { screen: ScreenId; onClose: () => void }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  const letters = useLetterKeys();
  const points: readonly string[] = t(`help.${screen}.points`, { returnObjects: true });

  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && panel.current?.contains(document.activeElement)) onClose();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onClose]);

  return (
    <aside
      ref={panel}
      id="help"
      className={`${classes.panel} screen-only`}
      aria-label={t('shell.help')}
    >
      <div className={classes.head}>
        <Title order={2} size="h4" ref={heading} tabIndex={-1}>{t(`help.${screen}.title`)}</Title>
        <CloseButton aria-label={t('shell.closeHelp')} onClick={onClose} />
      </div>
      <ol className={classes.points}>
        {points.map((point) => <li key={point}>{point}</li>)}
      </ol>
      {screen === 'viewer' && <KeyList />}
      {screen === 'batch' && <ReviewKeyList />}
      <div className={classes.keys}>
        <Switch
          label={t('shell.letterKeys')}
          description={t('shell.letterKeysNote')}
          checked={letters}
          onChange={(event) => setLetterKeys(event.currentTarget.checked)}
        />
      </div>
    </aside>
  );
}
