import type { Register } from '../api/types';
import { registers } from '../api/types';

/** What is searched for; all of it lives in the address, so that a search can be sent, kept and gone back to. */
export interface SearchState {
  q: string;
  register: Register | null;
  year: number | null;
}

export function readSearchState(parameters: URLSearchParams): SearchState {
  const register = parameters.get('register');
  const year = parameters.get('year') ?? '';
  return {
    q: (parameters.get('q') ?? '').trim(),
    register: registers.find((known) => known === register) ?? null,
    year: /^\d{4}$/.test(year) ? Number(year) : null,
  };
}

export function searchParameters(state: Partial<SearchState>): URLSearchParams {
  const parameters = new URLSearchParams();
  if (state.q) parameters.set('q', state.q);
  if (state.register) parameters.set('register', state.register);
  if (state.year) parameters.set('year', String(state.year));
  return parameters;
}

export function searchAddress(state: Partial<SearchState>): string {
  const parameters = searchParameters(state).toString();
  return parameters === '' ? '/search' : `/search?${parameters}`;
}
