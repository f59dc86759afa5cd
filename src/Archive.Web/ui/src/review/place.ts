/** Where what is fed goes: after all pages, in place of one that is scanned again, or before one. */
export interface Place {
  replaces?: number;
  before?: number;
}

/** What the service is told of it (tus metadata, values as text). */
export function placeFacts({ replaces, before }: Place): Record<string, string> {
  return { ...(replaces === undefined ? {} : { replaces: String(replaces) }), ...(before === undefined ? {} : { before: String(before) }) };
}

export function isLast({ replaces, before }: Place): boolean {
  return replaces === undefined && before === undefined;
}
