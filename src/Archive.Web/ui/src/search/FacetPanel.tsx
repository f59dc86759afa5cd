import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FacetCount, SearchAnswer } from '../api/types';
import { useFormat } from '../i18n/format';
import classes from './FacetPanel.module.css';
import { readSearchState, searchAddress, searchParameters, type SearchState } from './searchState';

/** Facets are links: they can be opened in another tab, and the way back undoes them. */
export function FacetPanel({ state, facets }: { state: SearchState; facets: SearchAnswer['facets'] }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('search.facets')} className={classes.panel}>
      <Facet
        title={t('search.register')}
        name="register"
        chosen={state.register}
        counts={facets.register}
        state={state}
        label={(value) => (value === 'PMR' || value === 'UAT' ? t(`registers.${value}`) : value)}
      />
      <Facet
        title={t('search.year')}
        name="year"
        chosen={state.year === null ? null : String(state.year)}
        counts={facets.year}
        state={state}
        label={(value) => value}
      />
    </div>
  );
}

interface FacetProps {
  title: string;
  name: 'register' | 'year';
  chosen: string | null;
  counts: readonly FacetCount[];
  state: SearchState;
  label: (value: string) => string;
}

function Facet({ title, name, chosen, counts, state, label }: FacetProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = chosen !== null && !counts.some((count) => count.value === chosen)
    ? [{ value: chosen, count: 0, isExact: true }, ...counts]
    : counts;
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      <ul className={classes.list}>
        {rows.map(({ value, count, isExact }) => {
          const isChosen = value === chosen;
          const parameters = searchParameters(state);
          if (isChosen) parameters.delete(name);
          else parameters.set(name, value);
          return (
            <li key={value}>
              <Link
                to={searchAddress(readSearchState(parameters))}
                className={classes.link}
                aria-current={isChosen ? 'true' : undefined}
                aria-label={isChosen ? t('search.facetOff', { value: label(value) }) : undefined}
              >
                <span>{label(value)}</span>
                <span className="numbers">{isExact ? format.number(count) : `${format.number(count)}+`}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
