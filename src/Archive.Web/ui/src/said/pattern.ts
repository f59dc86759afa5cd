/** A text of the table as a pattern: `{{name}}` stands for any words, `{{name, number}}` for a number. */
export interface Pattern<K extends string> {
  key: K;
  /** The sentence alone. */
  whole: RegExp;
  /** The sentence with others behind it; null for a clause, which always stands alone. */
  first: RegExp | null;
  numbers: ReadonlySet<string>;
}

export type Value = string | number;

const placeholder = /\{\{\s*(\w+)\s*(,\s*number\s*)?\}\}/g;
/** As .NET writes numbers in the invariant culture. */
const aNumber = String.raw`-?\d[\d,]*(?:\.\d+)?`;

export function patternOf<K extends string>(key: K, text: string): Pattern<K> {
  const numbers = new Set([...text.matchAll(placeholder)].filter((match) => match[2] !== undefined).map((match) => match[1]!));
  let source = '';
  let from = 0;
  for (const match of text.matchAll(placeholder)) {
    source += escaped(text.slice(from, match.index)) + `(?<${match[1]!}>${numbers.has(match[1]!) ? aNumber : '.+?'})`;
    from = match.index + match[0].length;
  }
  source += escaped(text.slice(from));
  return { key, numbers, whole: new RegExp(`^${source}$`, 's'), first: text.endsWith('.') ? new RegExp(`^${source}(?=\\s)`, 's') : null };
}

/** What stands in the places of the pattern. */
export function valuesOf<K extends string>(pattern: Pattern<K>, match: RegExpExecArray): Record<string, Value> {
  return Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) =>
    [name, pattern.numbers.has(name) ? Number(value.replaceAll(',', '')) : value]));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
