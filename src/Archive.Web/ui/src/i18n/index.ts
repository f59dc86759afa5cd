import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';
import { localeOf } from './format';
import lv from './lv.json';

export const languages = ['lv', 'en'] as const;
export type Language = (typeof languages)[number];
const storageKey = 'archive.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}

/** The language chosen before, else the browser's, else Latvian. */
export function firstLanguage(): Language {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(storageKey);
  } catch {
    // Storage may be closed to us.
  }
  if (isLanguage(stored)) return stored;
  const own = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage);
  return own ?? 'lv';
}

export async function setLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Then it holds for this visit only.
  }
  await i18next.changeLanguage(language);
}

export async function startI18n(language: Language = firstLanguage()): Promise<void> {
  i18next.on('languageChanged', (changed) => {
    document.documentElement.lang = changed;
  });
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    supportedLngs: [...languages],
    resources: { en: { translation: en }, lv: { translation: lv } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  i18next.services.formatter?.add('number', writeNumber);
  document.documentElement.lang = i18next.language;
}

const numberFormats = new Map<string, Intl.NumberFormat>();

/** As i18next writes a number itself, which makes a format of the browser for each name of a placeholder: each takes some milliseconds. */
function writeNumber(value: unknown, language: string | undefined): string {
  const locale = localeOf(language ?? i18next.language);
  const format = numberFormats.get(locale) ?? new Intl.NumberFormat(locale);
  numberFormats.set(locale, format);
  return format.format(Number(value));
}
