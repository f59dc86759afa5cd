import { useState } from 'react';

/**
 * What is typed but not sent yet: begins as what is in force, and begins anew when that changes from elsewhere
 * (the way back, a link). The field itself stays, and with it the focus.
 */
export function useDraft<T>(inForce: T): [T, (draft: T) => void] {
  const key = JSON.stringify(inForce);
  const [state, setState] = useState({ key, draft: inForce });
  if (state.key !== key) setState({ key, draft: inForce });
  return [state.key === key ? state.draft : inForce, (draft) => setState({ key, draft })];
}
