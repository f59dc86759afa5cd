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
  return find(t as unknown as Say, text)?.words ?? null;
}

/** As a sentence of its own; one that is not known stays as it is. */
export function sentence(t: TFunction, text: string): string {
  const said = find(t as unknown as Say, text);
  if (said === null) return text;
  const { words, startsWithName } = said;
  return (startsWithName ? words : words.charAt(0).toLocaleUpperCase() + words.slice(1)) + (/[.!?]$/.test(words) ? '' : '.');
}

export function useSaid(): (text: string) => string {
  const { t } = useTranslation();
  return useCallback((text) => sentence(t, text), [t]);
}

interface Said {
  words: string;
  /** They begin with a name that somebody gave, such as that of a file, whose letters stay as they are. */
  startsWithName: boolean;
}

function find(t: Say, text: string): Said | null {
  patterns ??= makePatterns();
  for (const pattern of patterns) {
    const whole = pattern.whole.exec(text);
    if (whole) return filled(t, pattern, whole);
    const first = pattern.first?.exec(text);
    if (!first) continue;
    const rest = text.slice(first[0].length).trimStart();
    const said = filled(t, pattern, first);
    return { ...said, words: `${said.words} ${find(t, rest)?.words ?? rest}` };
  }
  return null;
}

function filled(t: Say, pattern: Pattern<Key>, match: RegExpExecArray): Said {
  const values: Record<string, Value> = {};
  const names: string[] = [];
  for (const [place, value] of Object.entries(valuesOf(pattern, match))) {
    const known = typeof value === 'number' ? value : find(t, value)?.words;
    values[place] = known ?? value;
    if (known === undefined) names.push(String(value));
  }
  const words = t(`said.${pattern.key}`, values);
  return { words, startsWithName: names.some((name) => words.startsWith(name)) };
}

function ownLength(text: string): number {
  return text.replace(/\{\{[^}]*\}\}/g, '').length;
}
