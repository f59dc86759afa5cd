/** Only a path of this site: an address from outside in ?returnTo= must not lead away after the log-in. */
export function safeReturnTo(value: string | null): string | null {
  if (value === null || !value.startsWith('/') || value.startsWith('/log-in')) return null;
  const base = 'https://archive.invalid';
  let url: URL;
  try {
    url = new URL(value, base);
  } catch {
    return null;
  }
  return url.origin === base ? url.pathname + url.search + url.hash : null;
}

export function logInAddress(from: { pathname: string; search: string; hash?: string }): string {
  const address = safeReturnTo(from.pathname + from.search + (from.hash ?? ''));
  return address === null || address === '/' ? '/log-in' : `/log-in?returnTo=${encodeURIComponent(address)}`;
}
