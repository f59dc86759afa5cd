/** A string of a C# source: its text with the holes of an interpolated one cut out, and what stands in them. */
export interface Literal {
  line: number;
  /** The source line that it begins on. */
  code: string;
  parts: readonly string[];
  holes: readonly string[];
}

/** The strings of a C# source in one line each, comments left out; raw strings (""") are passed over. */
export function literalsOf(source: string): Literal[] {
  const lines = source.split('\n');
  return lines.flatMap((code, index) => literalsOfLine(code).map(({ parts, holes }) => ({ line: index + 1, code, parts, holes })));
}

type Text = Pick<Literal, 'parts' | 'holes'>;

function literalsOfLine(code: string): Text[] {
  const found: Text[] = [];
  let at = 0;
  while (at < code.length) {
    if (code.startsWith('//', at)) break;
    if (code.startsWith('"""', at)) return found;
    const character = /^'(?:\\.[^']*|[^'\\])'/.exec(code.slice(at));
    if (character) at += character[0].length;
    else if (code[at] === '"') {
      const { text, end } = readLiteral(code, at + 1, code[at - 1] === '$');
      // The strings within the holes come after.
      found.push(text, ...text.holes.flatMap(literalsOfLine));
      at = end;
    } else at++;
  }
  return found;
}

function readLiteral(code: string, start: number, isInterpolated: boolean): { text: Text; end: number } {
  const parts = [''];
  const holes: string[] = [];
  let at = start;
  while (at < code.length && code[at] !== '"') {
    const pair = code.slice(at, at + 2);
    if (code[at] === '\\') {
      parts[parts.length - 1] += code[at + 1]!;
      at += 2;
    } else if (isInterpolated && (pair === '{{' || pair === '}}')) {
      parts[parts.length - 1] += pair[0]!;
      at += 2;
    } else if (isInterpolated && code[at] === '{') {
      const end = endOfHole(code, at + 1);
      holes.push(code.slice(at + 1, end));
      parts.push('');
      at = end + 1;
    } else parts[parts.length - 1] += code[at++]!;
  }
  return { text: { parts, holes }, end: at + 1 };
}

function endOfHole(code: string, start: number): number {
  let depth = 0;
  let isText = false;
  for (let at = start; at < code.length; at++) {
    if (code[at] === '"') isText = !isText;
    else if (isText) continue;
    else if (code[at] === '}' && depth === 0) return at;
    else if ('({['.includes(code[at]!)) depth++;
    else if (')}]'.includes(code[at]!)) depth--;
  }
  return code.length;
}
