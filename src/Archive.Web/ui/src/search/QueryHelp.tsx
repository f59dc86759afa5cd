import { Paper, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from './QueryHelp.module.css';
import { searchAddress } from './searchState';

const rows = ['words', 'phrase', 'or', 'exclude', 'prefix'] as const;

/** The query language by example; each example is a search that can be tried. */
export function QueryHelp() {
  const { t } = useTranslation();
  return (
    <Paper withBorder radius="md" p="lg">
      <Title order={2} size="h5" mb="sm">{t('search.help.title')}</Title>
      <dl className={classes.list}>
        {rows.map((row) => (
          <div key={row} className={classes.row}>
            <dt><Link to={searchAddress({ q: t(`search.help.${row}.example`) })}><code>{t(`search.help.${row}.example`)}</code></Link></dt>
            <dd>{t(`search.help.${row}.text`)}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  );
}
