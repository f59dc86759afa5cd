import type { TFunction } from 'i18next';

const stationPrefix = 'station:';

/** Who feeds a batch: a person, or a station by itself. */
export function operatorName(t: TFunction, operator: string): string {
  return operator.startsWith(stationPrefix) ? t('stations.named', { name: operator.slice(stationPrefix.length) }) : operator;
}
