const TIMEOUT_MS = 15_000;

/** Ends a request that takes too long, its body included: ky's own limit ends with the headers, and a body can hang too. */
export async function withinTime<T>(request: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  try {
    return await request(abort.signal);
  } finally {
    clearTimeout(timer);
  }
}
