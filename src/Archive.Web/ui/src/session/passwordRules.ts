import { isApiError } from '../api/problem';

const known = ['tooShort', 'tooCommon', 'containsName', 'sameAsBefore'] as const;
export type Weakness = (typeof known)[number] | 'other';

/** Why the server found a new password weak; a reason unknown here is still shown as one. */
export function weaknesses(error: unknown): Weakness[] {
  if (!isApiError(error, 422)) return [];
  const codes = error.errors.replacement ?? [];
  const found = known.filter((code) => codes.includes(code));
  if (found.length > 0) return found;
  return codes.length > 0 || error.code === 'weakPassword' ? ['other'] : [];
}
