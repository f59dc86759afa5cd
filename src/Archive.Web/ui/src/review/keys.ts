import type { KeyPress } from '../viewer/keys';

export type ReviewAction =
  | 'next' | 'previous' | 'below' | 'above' | 'first' | 'last' | 'nextFlagged'
  | 'answer' | 'rotateRight' | 'rotateLeft' | 'blank' | 'separator' | 'keep'
  | 'startDocument' | 'startFile' | 'removeStart' | 'moveEarlier' | 'moveLater' | 'rescan' | 'insert'
  | 'undo' | 'redo' | 'selectAll' | 'zoom' | 'release';

interface Chord {
  /** As KeyboardEvent.key has it, a letter in lower case. */
  key: string;
  shift?: boolean;
  ctrl?: boolean;
  alt?: boolean;
}

export interface ReviewKey {
  action: ReviewAction;
  keys: readonly Chord[];
  /** With shift held it chooses all pages on the way. */
  extends?: boolean;
}

/** The one list from which keys are obeyed and shown. */
export const reviewKeys: readonly ReviewKey[] = [
  { action: 'next', keys: [{ key: 'ArrowRight' }, { key: 'j' }], extends: true },
  { action: 'previous', keys: [{ key: 'ArrowLeft' }, { key: 'k' }], extends: true },
  { action: 'below', keys: [{ key: 'ArrowDown' }], extends: true },
  { action: 'above', keys: [{ key: 'ArrowUp' }], extends: true },
  { action: 'first', keys: [{ key: 'Home' }], extends: true },
  { action: 'last', keys: [{ key: 'End' }], extends: true },
  { action: 'nextFlagged', keys: [{ key: 'f' }] },
  { action: 'answer', keys: [{ key: 'a' }] },
  { action: 'rotateRight', keys: [{ key: 'r' }] },
  { action: 'rotateLeft', keys: [{ key: 'r', shift: true }] },
  { action: 'blank', keys: [{ key: 'b' }] },
  { action: 'separator', keys: [{ key: 's' }] },
  { action: 'keep', keys: [{ key: 'i' }] },
  { action: 'startDocument', keys: [{ key: 'd' }] },
  { action: 'startFile', keys: [{ key: 'o' }] },
  { action: 'removeStart', keys: [{ key: 'x' }] },
  { action: 'moveEarlier', keys: [{ key: 'ArrowLeft', alt: true }, { key: 'ArrowUp', alt: true }] },
  { action: 'moveLater', keys: [{ key: 'ArrowRight', alt: true }, { key: 'ArrowDown', alt: true }] },
  { action: 'rescan', keys: [{ key: 'u' }] },
  { action: 'insert', keys: [{ key: 'n' }] },
  { action: 'zoom', keys: [{ key: 'z' }] },
  { action: 'undo', keys: [{ key: 'z', ctrl: true }] },
  { action: 'redo', keys: [{ key: 'y', ctrl: true }, { key: 'z', ctrl: true, shift: true }] },
  { action: 'selectAll', keys: [{ key: 'a', ctrl: true }] },
  { action: 'release', keys: [{ key: 'Enter', ctrl: true }] },
];

const signs: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' };

/** A key as it is written for people. */
export function chordText({ key, ctrl, alt, shift }: Chord): string {
  return [ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift', signs[key] ?? (key.length === 1 ? key.toUpperCase() : key)].filter(Boolean).join(' + ');
}

/** The first key of an action, for the hints at its button. */
export function keyOf(action: ReviewAction): string {
  const chord = reviewKeys.find((one) => one.action === action)?.keys[0];
  return chord ? chordText(chord) : '';
}

/** What a key means on the review station; null where it means nothing. With letters off, letters alone mean nothing. */
export function reviewActionFor(press: KeyPress, lettersOn = true): { action: ReviewAction; extending: boolean } | null {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  // On a Mac the command key stands for Ctrl.
  const ctrl = press.ctrlKey || press.metaKey;
  if (!lettersOn && key.length === 1 && !ctrl) return null;
  const fits = (chord: Chord, shift: boolean) =>
    chord.key === key && (chord.ctrl ?? false) === ctrl && (chord.alt ?? false) === press.altKey && (chord.shift ?? false) === shift;
  for (const { action, keys, extends: mayExtend } of reviewKeys) {
    if (keys.some((chord) => fits(chord, press.shiftKey))) return { action, extending: false };
    if (mayExtend && press.shiftKey && keys.some((chord) => chord.key.length > 1 && fits(chord, false))) return { action, extending: true };
  }
  return null;
}
