/** What found pages are counted by, and a search is narrowed by; the names of the API's parameters. */
export const facetNames = ['register', 'year', 'documentType', 'language', 'status'] as const;
export type FacetName = (typeof facetNames)[number];

const mostValues = 50;
const possible: Record<FacetName, RegExp> = {
  register: /^(PMR|UAT)?$/,
  year: /^([12]\d{3})?$/,
  documentType: /^.{0,60}$/,
  language: /^([a-z]{3})?$/,
  status: /^(read|doubtful)?$/,
};

/** What is searched for; all of it lives in the address, so that a search can be sent, kept and gone back to. An empty value: none is known. */
export interface SearchState {
  q: string;
  facets: Partial<Record<FacetName, readonly string[]>>;
}

export function readSearchState(parameters: URLSearchParams): SearchState {
  const facets: Partial<Record<FacetName, readonly string[]>> = {};
  for (const name of facetNames) {
    const values = [...new Set(parameters.getAll(name))].filter((value) => possible[name].test(value)).slice(0, mostValues);
    if (values.length > 0) facets[name] = values;
  }
  return { q: (parameters.get('q') ?? '').trim(), facets };
}

export function searchParameters(state: Partial<SearchState>): URLSearchParams {
  const parameters = new URLSearchParams();
  if (state.q) parameters.set('q', state.q);
  for (const name of facetNames) for (const value of state.facets?.[name] ?? []) parameters.append(name, value);
  return parameters;
}

export function searchAddress(state: Partial<SearchState>): string {
  const parameters = searchParameters(state).toString();
  return parameters === '' ? '/search' : `/search?${parameters}`;
}

/** The same search with a value of a facet chosen, or no longer chosen. */
export function toggled(state: SearchState, name: FacetName, value: string): SearchState {
  const before = state.facets[name] ?? [];
  const values = before.includes(value) ? before.filter((known) => known !== value) : [...before, value];
  const facets = { ...state.facets, [name]: values };
  if (values.length === 0) delete facets[name];
  return { ...state, facets };
}

export function isNarrowed(state: SearchState): boolean {
  return Object.keys(state.facets).length > 0;
}
