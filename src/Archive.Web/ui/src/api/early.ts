declare global {
  interface Window {
    /** By path: what public/first.js has asked for; null where it had better not. */
    archiveEarly?: Map<string, Promise<Response | null>>;
  }
}

/** The answer that was asked for before the program was there, once; else a fresh one. */
export async function fetchUnlessEarly(request: Request): Promise<Response> {
  const early = request.method === 'GET' ? window.archiveEarly : undefined;
  const { pathname, search } = new URL(request.url);
  const answer = early?.get(pathname + search);
  early?.delete(pathname + search);
  try {
    const response = await answer;
    if (response) return response;
  } catch {
    // Asked once more below.
  }
  // Taken at each call, so that a test can put its own in place.
  return globalThis.fetch(request);
}
