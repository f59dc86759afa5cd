import { Kbd, Title } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './KeyList.module.css';
import { viewerKeys } from './keys';

const signs: Readonly<Record<string, string>> = { PageDown: 'Page Down', PageUp: 'Page Up' };

/** The keys of the viewer, from the same list that obeys them. */
export function KeyList() {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="keys">
      <Title order={3} size="h5" mt="lg" mb="xs" id="keys">{t('viewer.keys')}</Title>
      <dl className={classes.list}>
        {viewerKeys.map(({ action, keys }) => (
          <div key={action} className={classes.row}>
            <dt>
              {keys.map((key, index) => (
                <Fragment key={index}>
                  {index > 0 && ' / '}
                  <Kbd>{[key.ctrl && 'Ctrl', key.shift && 'Shift', signs[key.key] ?? key.key.toUpperCase()].filter(Boolean).join(' + ')}</Kbd>
                </Fragment>
              ))}
            </dt>
            <dd>{t(`viewer.action.${action}`)}</dd>
          </div>
        ))}
        <div className={classes.row}>
          <dt><Kbd>?</Kbd></dt>
          <dd>{t('shell.help')}</dd>
        </div>
      </dl>
    </section>
  );
}
