import { useEffect, useRef } from 'react';
import { letterKeysOn } from '../shared/letterKeys';
import { isTyping } from '../shared/typing';
import { actionFor, type ViewerAction } from './keys';

export function useViewerKeys(act: (action: ViewerAction) => void, print: () => void): void {
  const newest = useRef({ act, print });
  useEffect(() => {
    newest.current = { act, print };
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'p') {
        // The screen itself is no use on paper: print the page at the size of paper.
        event.preventDefault();
        newest.current.print();
        return;
      }
      if (event.defaultPrevented || isTyping(event.target) || document.querySelector('[aria-modal="true"]')) return;
      const action = actionFor(event, letterKeysOn());
      if (action === null) return;
      event.preventDefault();
      newest.current.act(action);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
