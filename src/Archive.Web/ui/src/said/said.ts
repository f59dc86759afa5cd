import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import en from '../i18n/en.json';
import { patternOf, valuesOf, type Pattern, type Value } from './pattern';

type Key = keyof typeof en.said;
type Say = (key: `said.${Key}`, values: Record<string, Value>) => string;

/** The English texts are what the server says, word for word; those with more words of their own are looked at first. */
const makePatterns = (): readonly Pattern<Key>[] => (Object.entries(en.said) as [Key, string][])
  .sort(([, one], [, other]) => ownLength(other) - ownLength(one))
  .map(([key, text]) => patternOf(key, text));
let patterns: readonly Pattern<Key>[] | null = null;

/**
 * What the server says in an English sentence, in the user's language: one or several sentences of the table, each of which may name
 * others in its places. Null where it is not known.
 */
export function translated(t: TFunction, text: string): string | null {
  // The places of a text are known only once a sentence has been found, so that the types of the keys cannot tell them.
  return find(t as unknown as Say, text);
}

/** As a sentence of its own; one that is not known stays as it is. */
export function sentence(t: TFunction, text: string): string {
  const words = translated(t, text);
  if (words === null) return text;
  return words.charAt(0).toLocaleUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? '' : '.');
}

export function useSaid(): (text: string) => string {
  const { t } = useTranslation();
  return useCallback((text) => sentence(t, text), [t]);
}

function find(t: Say, text: string): string | null {
  patterns ??= makePatterns();
  for (const pattern of patterns) {
    const whole = pattern.whole.exec(text);
    if (whole) return filled(t, pattern, whole);
    const first = pattern.first?.exec(text);
    if (!first) continue;
    const rest = text.slice(first[0].length).trimStart();
    return `${filled(t, pattern, first)} ${find(t, rest) ?? rest}`;
  }
  return null;
}

function filled(t: Say, pattern: Pattern<Key>, match: RegExpExecArray): string {
  const values = Object.entries(valuesOf(pattern, match)).map(([name, value]) => [name, typeof value === 'number' ? value : find(t, value) ?? value] as const);
  return t(`said.${pattern.key}`, Object.fromEntries(values));
}

function ownLength(text: string): number {
  return text.replace(/\{\{[^}]*\}\}/g, '').length;
}
