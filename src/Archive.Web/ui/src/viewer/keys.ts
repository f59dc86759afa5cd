export type ViewerAction =
  | 'nextPage' | 'previousPage' | 'firstPage' | 'lastPage' | 'nextHit' | 'previousHit'
  | 'rotateRight' | 'rotateLeft' | 'zoomIn' | 'zoomOut' | 'fit' | 'goToPage' | 'find' | 'toggleText' | 'toggleThumbnails';

export interface ViewerKey {
  action: ViewerAction;
  /** As KeyboardEvent.key has them; a letter holds for both cases unless shift is asked for. */
  keys: readonly { key: string; shift?: boolean; ctrl?: boolean }[];
}

/** The one list from which keys are obeyed and shown. */
export const viewerKeys: readonly ViewerKey[] = [
  { action: 'nextHit', keys: [{ key: 'n' }] },
  { action: 'previousHit', keys: [{ key: 'p' }, { key: 'n', shift: true }] },
  { action: 'nextPage', keys: [{ key: 'PageDown' }] },
  { action: 'previousPage', keys: [{ key: 'PageUp' }] },
  { action: 'firstPage', keys: [{ key: 'Home', ctrl: true }] },
  { action: 'lastPage', keys: [{ key: 'End', ctrl: true }] },
  { action: 'goToPage', keys: [{ key: 'g' }] },
  { action: 'find', keys: [{ key: '/' }] },
  { action: 'rotateRight', keys: [{ key: 'r' }] },
  { action: 'rotateLeft', keys: [{ key: 'r', shift: true }] },
  { action: 'zoomIn', keys: [{ key: '+' }, { key: '=' }] },
  { action: 'zoomOut', keys: [{ key: '-' }] },
  { action: 'fit', keys: [{ key: '0' }] },
  { action: 'toggleText', keys: [{ key: 't' }] },
  { action: 'toggleThumbnails', keys: [{ key: 's' }] },
];

export interface KeyPress {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const isLetter = (key: string) => /^\p{L}$/u.test(key);

/** What a key means in the viewer; null where it means nothing. With letters off only named keys are obeyed. */
export function actionFor(press: KeyPress, lettersOn = true): ViewerAction | null {
  if (press.altKey || press.metaKey) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (!lettersOn && key.length === 1) return null;
  const found = viewerKeys.find(({ keys }) =>
    keys.some((wanted) =>
      wanted.key === key &&
      (wanted.ctrl ?? false) === press.ctrlKey &&
      // A sign such as + needs shift on some keyboards and none on others.
      (key.length === 1 && !isLetter(key) ? true : (wanted.shift ?? false) === press.shiftKey)));
  return found?.action ?? null;
}
