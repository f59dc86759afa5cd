let last = Date.now();

/** When the server last answered within a session: from then on its idle limit runs. */
export function lastContact(): number {
  return last;
}

export function noteContact(now: number = Date.now()): void {
  last = now;
}
