import { useSyncExternalStore } from 'react';

// WCAG 2.1.4: who speaks to the computer must be able to switch keys of one character off.
const storageKey = 'archive.letterKeys';
const listeners = new Set<() => void>();

export function letterKeysOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

export function setLetterKeys(on: boolean): void {
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  } catch {
    // Storage may be closed to us; the keys stay on.
  }
  listeners.forEach((listener) => listener());
}

export function useLetterKeys(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, letterKeysOn);
}
