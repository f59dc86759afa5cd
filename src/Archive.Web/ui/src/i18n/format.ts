import { useTranslation } from 'react-i18next';

export interface Format {
  date(value: string | null | undefined): string;
  dateTime(value: string | null | undefined): string;
  preciseTime(value: string | null | undefined): string;
  number(value: number | null | undefined): string;
  percent(share: number | null | undefined): string;
  bytes(value: number | null | undefined): string;
  /** How long since, in the largest fitting unit. */
  age(value: string | null | undefined, now?: number): string;
  /** How long ago, in the largest fitting unit. */
  ago(value: string | null | undefined, now?: number): string;
}

const none = '–';
const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const ageUnits = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]] as const;

export function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : 'lv-LV';
}

const formats = new Map<string, Format>();

/** One for each language: every tile and row of a list has use for it. */
export function formatFor(language: string): Format {
  const known = formats.get(language);
  if (known) return known;
  const format = makeFormat(language);
  formats.set(language, format);
  return format;
}

/** A format of the browser takes milliseconds to make, and a screen has use for one or two. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function makeFormat(language: string): Format {
  const locale = localeOf(language);
  const dateParts: Intl.DateTimeFormatOptions =
    language === 'en'
      ? { day: 'numeric', month: 'short', year: 'numeric' }
      : { day: '2-digit', month: '2-digit', year: 'numeric' };
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
  const dates = once(() => new Intl.DateTimeFormat(locale, dateParts));
  const dateTimes = once(() => new Intl.DateTimeFormat(locale, { ...dateParts, ...clock }));
  const precise = once(() => new Intl.DateTimeFormat(locale, { ...dateParts, ...clock, second: '2-digit' }));
  const numbers = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
  const percents = once(() => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }));
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

  const time = (value: string | null | undefined, how: () => Intl.DateTimeFormat) => {
    const at = value ? new Date(value) : null;
    return at === null || Number.isNaN(at.getTime()) ? none : how().format(at);
  };

  return {
    date: (value) => time(value, dates),
    dateTime: (value) => time(value, dateTimes),
    preciseTime: (value) => time(value, precise),
    number: (value) => (value === null || value === undefined ? none : numbers().format(value)),
    percent: (share) => (share === null || share === undefined ? none : percents().format(share)),
    bytes: (value) => {
      if (value === null || value === undefined) return none;
      const power = Math.min(byteUnits.length - 1, value < 1 ? 0 : Math.floor(Math.log10(value) / 3));
      const unit = byteUnits[power] ?? 'byte';
      const style = { style: 'unit', unit, maximumFractionDigits: power > 2 ? 1 : 0 } as const;
      return new Intl.NumberFormat(locale, style).format(value / 1000 ** power);
    },
    age: (value, now = Date.now()) => {
      const at = value ? Date.parse(value) : Number.NaN;
      if (Number.isNaN(at)) return none;
      const seconds = Math.max(0, Math.round((now - at) / 1000));
      const [unit, size] = ageUnits.find(([, length]) => seconds >= length) ?? ageUnits[3];
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.round(seconds / size));
    },
    ago: (value, now = Date.now()) => {
      const at = value ? Date.parse(value) : Number.NaN;
      if (Number.isNaN(at)) return none;
      const seconds = Math.round((at - now) / 1000);
      const [unit, size] = ageUnits.find(([, length]) => Math.abs(seconds) >= length) ?? ageUnits[3];
      return relative().format(Math.round(seconds / size), unit);
    },
  };
}

export function useFormat(): Format {
  const { i18n } = useTranslation();
  return formatFor(i18n.language);
}
