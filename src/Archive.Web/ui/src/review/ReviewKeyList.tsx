import { Kbd, Title } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../viewer/KeyList.module.css';
import { chordText, reviewKeys } from './keys';

/** The keys of the review station, from the same list that obeys them. */
export function ReviewKeyList() {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="review-keys">
      <Title order={3} size="h5" mt="lg" mb="xs" id="review-keys">{t('viewer.keys')}</Title>
      <dl className={classes.list}>
        {reviewKeys.map(({ action, keys }) => (
          <div key={action} className={classes.row}>
            <dt>
              {keys.map((key, index) => (
                <Fragment key={index}>
                  {index > 0 && ' / '}
                  <Kbd>{chordText(key)}</Kbd>
                </Fragment>
              ))}
            </dt>
            <dd>{t(`review.action.${action}`)}</dd>
          </div>
        ))}
        <div className={classes.row}>
          <dt><Kbd>Shift</Kbd> + …</dt>
          <dd>{t('review.extend')}</dd>
        </div>
        <div className={classes.row}>
          <dt><Kbd>?</Kbd></dt>
          <dd>{t('shell.help')}</dd>
        </div>
      </dl>
    </section>
  );
}
