import type { TFunction } from 'i18next';

/** Stored under these keys; any other text is a type too. */
export const documentTypes = ['application', 'decision', 'interview', 'passport', 'photograph', 'letter', 'certificate'] as const;
type DocumentType = (typeof documentTypes)[number];
export const longestType = 60;

function isKnown(type: string): type is DocumentType {
  return documentTypes.includes(type as DocumentType);
}

export function typeName(t: TFunction, type: string): string {
  return isKnown(type) ? t(`documentTypes.${type}`) : type;
}

/** What is stored for a name that was chosen or typed; null where nothing was. */
export function typeOf(t: TFunction, name: string): string | null {
  const text = name.trim().slice(0, longestType);
  if (text === '') return null;
  const known = documentTypes.find((type) => t(`documentTypes.${type}`).toLowerCase() === text.toLowerCase());
  return known ?? text;
}
