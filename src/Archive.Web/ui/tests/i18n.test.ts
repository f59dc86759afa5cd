import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '../src/i18n/en.json';
import lv from '../src/i18n/lv.json';

type Tree = { [key: string]: string | string[] | Tree };
const plural = /_(zero|one|two|few|many|other)$/;

/** Every text by its key; a list under the key of the list, its items numbered. */
function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    const key = prefix + name;
    if (typeof value === 'string') found.set(key, value);
    else if (Array.isArray(value)) value.forEach((item, index) => found.set(`${key}.${index}`, item));
    else flatten(value, `${key}.`).forEach((text, inner) => found.set(inner, text));
  }
  return found;
}

const texts = { en: flatten(en as Tree), lv: flatten(lv as Tree) };
const baseKeys = (language: 'en' | 'lv') => new Set([...texts[language].keys()].map((key) => key.replace(plural, '')));
const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]!).sort();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && entry.name !== 'schema.d.ts' ? [readFileSync(path, 'utf8')] : [];
  });
}

const code = sources(join(import.meta.dirname, '../src')).join('\n');
const literals = new Set([...code.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1]!));
/** A key with parts known at run time only, as in t(`roles.${role}`): any one segment fits each part. */
const patterns = [...code.matchAll(/\bt\(\s*`([^`]+)`/g)].map((match) =>
  new RegExp(`^${match[1]!.split(/\$\{[^}]+\}/).map((part) => part.replaceAll('.', '\\.')).join('[^.]+')}$`));
const withoutIndex = (key: string) => key.replace(/\.\d+$/, '');
const isUsed = (key: string) => literals.has(key) || patterns.some((pattern) => pattern.test(key));

describe('texts', () => {
  it('are there in both languages', () => {
    expect([...baseKeys('lv')].filter((key) => !baseKeys('en').has(key)), 'missing in en').toEqual([]);
    expect([...baseKeys('en')].filter((key) => !baseKeys('lv').has(key)), 'missing in lv').toEqual([]);
  });

  it('are nowhere empty', () => {
    for (const language of ['en', 'lv'] as const) {
      expect([...texts[language]].filter(([, text]) => text.trim() === '').map(([key]) => key), language).toEqual([]);
    }
  });

  it('have every plural form that the language asks for', () => {
    for (const language of ['en', 'lv'] as const) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const bases = new Set([...texts[language].keys()].filter((key) => plural.test(key)).map((key) => key.replace(plural, '')));
      const missing = [...bases].flatMap((base) => forms.map((form) => `${base}_${form}`)).filter((key) => !texts[language].has(key));
      expect(missing, language).toEqual([]);
    }
  });

  it('have the same placeholders in both languages and all forms', () => {
    const wanted = new Map([...texts.en].map(([key, text]) => [key.replace(plural, ''), placeholders(text)]));
    for (const language of ['en', 'lv'] as const) {
      for (const [key, text] of texts[language]) {
        expect(placeholders(text), `${language} ${key}`).toEqual(wanted.get(key.replace(plural, '')));
      }
    }
  });

  it('are all used', () => {
    expect([...baseKeys('en')].filter((key) => !isUsed(key) && !isUsed(withoutIndex(key)))).toEqual([]);
  });

  it('exist for every key in the code', () => {
    const known = new Set([...baseKeys('en')].flatMap((key) => [key, withoutIndex(key)]));
    expect([...literals].filter((key) => !known.has(key)), 'literals').toEqual([]);
    expect(patterns.filter((pattern) => ![...known].some((key) => pattern.test(key))).map(String), 'patterns').toEqual([]);
  });
});
