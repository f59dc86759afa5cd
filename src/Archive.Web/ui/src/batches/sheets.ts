export const mostSheets = 10_000;

/** Sheets as typed; null while they are not declared. */
export function readSheets(typed: number | string): number | null {
  const text = String(typed).trim();
  if (text === '') return null;
  const value = Number(text);
  return Number.isInteger(value) && value >= 0 && value <= mostSheets ? value : null;
}
