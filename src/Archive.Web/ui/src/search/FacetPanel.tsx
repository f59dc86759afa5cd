import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FacetCount, SearchAnswer } from '../api/types';
import { useFormat } from '../i18n/format';
import { facetLabel } from './facetLabel';
import classes from './FacetPanel.module.css';
import { facetNames, searchAddress, toggled, type FacetName, type SearchState } from './searchState';

const shownAtFirst = 8;

interface FacetPanelProps {
  state: SearchState;
  facets: SearchAnswer['facets'];
  /** False: there are at least so many pages. */
  isExact: boolean;
}

/** Facets are links: they can be opened in another tab, and the way back undoes them. */
export function FacetPanel({ state, facets, isExact }: FacetPanelProps) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('search.facets')} className={classes.panel}>
      {facetNames.map((name) => <Facet key={name} name={name} counts={facets[name]} state={state} isExact={isExact} />)}
    </div>
  );
}

interface FacetProps {
  name: FacetName;
  counts: readonly FacetCount[];
  state: SearchState;
  isExact: boolean;
}

function Facet({ name, counts, state, isExact }: FacetProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const chosen = state.facets[name] ?? [];
  const rows = [...counts, ...chosen.filter((value) => !counts.some((count) => count.value === value)).map((value) => ({ value, count: 0 }))];
  if (name === 'year') rows.sort((one, other) => other.value.localeCompare(one.value));
  // One value for all pages narrows nothing.
  if (rows.length === 0 || (rows.length === 1 && chosen.length === 0)) return null;
  const shown = isOpen ? rows : rows.filter((row, index) => index < shownAtFirst || chosen.includes(row.value));
  const title = t(`search.facet.${name}`);
  return (
    <section aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      <ul className={classes.list}>
        {shown.map(({ value, count }) => {
          const isChosen = chosen.includes(value);
          const label = facetLabel(t, name, value);
          return (
            <li key={value}>
              <Link
                to={searchAddress(toggled(state, name, value))}
                className={classes.link}
                aria-current={isChosen ? 'true' : undefined}
                aria-label={isChosen ? t('search.facetOff', { value: label }) : undefined}
              >
                <span className={classes.value}>{label}</span>
                <span className="numbers">{isExact ? format.number(count) : `${format.number(count)}+`}</span>
              </Link>
            </li>
          );
        })}
      </ul>
      {rows.length > shown.length && (
        <UnstyledButton className={classes.more} onClick={() => setOpen(true)}>{t('search.moreValues', { count: rows.length - shown.length })}</UnstyledButton>
      )}
    </section>
  );
}
