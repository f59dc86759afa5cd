import { useEffect, useRef } from 'react';
import { letterKeysOn } from '../shared/letterKeys';
import { isTyping } from '../shared/typing';
import { reviewActionFor, type ReviewAction } from './keys';

export function useReviewKeys(act: (action: ReviewAction, extending: boolean) => void): void {
  const newest = useRef(act);
  useEffect(() => {
    newest.current = act;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || document.querySelector('[aria-modal="true"]')) return;
      if (isMovedByArrows(event)) return;
      const found = reviewActionFor(event, letterKeysOn());
      if (found === null) return;
      event.preventDefault();
      newest.current(found.action, found.extending);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

/** Radios, and what scrolls by itself, keep the arrows. */
function isMovedByArrows(event: KeyboardEvent): boolean {
  if (!/^(Arrow|Home|End)/.test(event.key) || event.altKey || !(event.target instanceof HTMLElement)) return false;
  return event.target.matches('input[type="radio"], [data-own-arrows]');
}
