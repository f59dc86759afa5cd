import type { TFunction } from 'i18next';
import { typeName } from '../review/documentTypes';
import type { FacetName } from './searchState';

const languages = ['lav', 'rus', 'eng', 'und'] as const;
const statuses = ['read', 'doubtful'] as const;

/** A facet's value as people call it. */
export function facetLabel(t: TFunction, name: FacetName, value: string): string {
  if (value === '') return t(`search.none.${name === 'documentType' ? 'documentType' : 'case'}`);
  if (name === 'register' && (value === 'PMR' || value === 'UAT')) return t(`registers.${value}`);
  if (name === 'documentType') return typeName(t, value);
  if (name === 'language') {
    const language = languages.find((known) => known === value);
    return language === undefined ? value : t(`search.languages.${language}`);
  }
  if (name === 'status') {
    const status = statuses.find((known) => known === value);
    return status === undefined ? value : t(`search.statuses.${status}`);
  }
  return value;
}
