import type { TFunction } from 'i18next';
import { isApiError } from './problem';

const codes = [
  'wrongCredentials', 'wrongPassword', 'wrongCode', 'weakPassword', 'nameTaken', 'changedMeanwhile',
  'lastAdministrator', 'lastGrant', 'purposeNeeded', 'syntax', 'secondFactorNeeded',
] as const;
type KnownCode = (typeof codes)[number];

function isKnown(code: string | null): code is KnownCode {
  return codes.includes(code as KnownCode);
}

/** One sentence for the person in front of the screen: what happened and what to do. */
export function errorText(t: TFunction, error: unknown): string {
  if (!isApiError(error)) return t('errors.unexpected');
  if (isKnown(error.code)) return t(`errors.code.${error.code}`);
  if (error.status === 0) return t('errors.unreachable');
  if (error.status === 429) {
    return error.retryAfterSeconds === null
      ? t('errors.tooMany')
      : t('errors.tooManyFor', { count: Math.max(1, Math.ceil(error.retryAfterSeconds / 60)) });
  }
  if (error.status === 401) return t('errors.loggedOut');
  if (error.status === 403) return t('errors.forbidden');
  if (error.status === 404) return t('errors.notFound');
  if (error.status === 409 || error.status === 412) return t('errors.code.changedMeanwhile');
  if (error.status === 400 || error.status === 422) return t('errors.invalid');
  return error.status >= 500 ? t('errors.server') : t('errors.unexpected');
}
