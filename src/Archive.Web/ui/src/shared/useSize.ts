import { useCallback, useLayoutEffect, useRef, useState } from 'react';

interface Size {
  width: number;
  height: number;
}

/** The inner size of an element, known before the first paint: what depends on it need not be drawn twice. Null until then. */
export function useSize<E extends HTMLElement>(): { ref: (element: E | null) => void; size: Size | null } {
  const [element, setElement] = useState<E | null>(null);
  const [size, setSize] = useState<Size | null>(null);
  const known = useRef<Size | null>(null);
  const tell = useCallback((width: number, height: number) => {
    if (known.current?.width === width && known.current.height === height) return;
    known.current = { width, height };
    setSize(known.current);
  }, []);
  useLayoutEffect(() => {
    if (!element) return;
    tell(element.clientWidth, element.clientHeight);
    const observer = new ResizeObserver(() => tell(element.clientWidth, element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element, tell]);
  return { ref: setElement, size };
}
