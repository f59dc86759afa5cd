import { lazy, useState, type ComponentType } from 'react';

export interface LazyScreen {
  Screen: ComponentType;
  /** Fetches the screen ahead of its being shown. */
  load: () => Promise<void>;
}

/**
 * A screen whose code comes when it is opened. One that is there already is shown at once: React would first show that
 * it waits, and keep that up for a third of a second.
 */
export function lazyScreen(importScreen: () => Promise<ComponentType>): LazyScreen {
  let Loaded: ComponentType | null = null;
  const load = async () => {
    Loaded = await importScreen();
  };
  const Waiting = lazy(async () => ({ default: await importScreen() }));
  function Screen() {
    // One that comes meanwhile must not take the place of the one that is shown.
    const [Chosen] = useState<ComponentType>(() => Loaded ?? Waiting);
    return <Chosen />;
  }
  return { load, Screen };
}
