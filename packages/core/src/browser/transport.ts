import ky from 'ky';
import type { Reply, Store, Transport } from '../ports.js';
import type { withinTime as WithinTime } from './within-time.js';

const GZIP_FROM = 2048;
/** The keepalive quota of a page is 64 KiB for all requests under way, ours are one by one; half leaves room for the host's own. */
const KEEPALIVE_BYTES = 30_000;

function retryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000;
  // A proxy's date may be past by a clock that is ahead: that is no wait, and no reason to come again at full speed.
  return ms > 0 ? ms : undefined;
}

/** Native gzip or nothing: compression in script would cost the page more than the bytes do. */
async function compress(body: string): Promise<string | Blob> {
  if (body.length < GZIP_FROM || !('CompressionStream' in globalThis)) return body;
  const stream = new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'));
  // A Blob of this type keeps the request CORS-simple; the collector knows gzip by its first bytes.
  return new Blob([await new Response(stream).arrayBuffer()], { type: 'text/plain' });
}

interface Lease {
  by: string;
  /** Epoch milliseconds. */
  until: number;
}
/** Longer than a pass takes with a slow collector; a tab that dies leaves the others waiting for no more than this. */
const LEASE_MS = 60_000;

/** Somebody who waits for the lock looks every two seconds, and every minute where a browser holds back timers. */
const SEEN_MS = 90_000;

/** For browsers without Web Locks, and pages without https: a row that one tab holds. Its transaction is the lock. */
async function byLease(store: Store, fn: () => Promise<void>): Promise<boolean> {
  const me = String(Math.random());
  const now = Date.now();
  const isHeld = ({ until }: Lease) => until > now && until <= now + LEASE_MS;
  const mine: Lease = { by: me, until: now + LEASE_MS };
  const take = (change: (held?: Lease) => Lease) =>
    // Where nothing can be stored there is nothing to share either.
    store.update<Lease>('lease', change).catch(() => mine);
  const lease = await take((held) => (held && isHeld(held) ? held : mine));
  if (lease.by !== me) return false;
  try {
    await fn();
  } finally {
    await take(() => ({ by: '', until: 0 }));
  }
  return true;
}

/** Runs `fn` while no other tab does, and tells whether it ran. */
function createLock(name: string, store: Store): (fn: () => Promise<void>) => Promise<boolean> {
  /** Since when somebody else has it, and when that was last seen: a page that slept knows nothing of the time between. */
  let refusedAt = 0;
  let seenAt = 0;

  return async (fn) => {
    if (!navigator.locks) return byLease(store, fn);
    // WebKit suspends a page together with the lock that it holds: nobody else would ever send again. One that is only
    // slow loses nothing but a repetition.
    const now = Date.now();
    if (now - seenAt > SEEN_MS) refusedAt = 0;
    seenAt = now;
    const steal = refusedAt > 0 && now - refusedAt > LEASE_MS;
    let answered = false;
    try {
      // Held for one pass, never for the life of the tab: Firefox keeps no page with a lock in its back/forward cache.
      return await navigator.locks.request(name, steal ? { steal } : { ifAvailable: true }, async (held) => {
        answered = true;
        refusedAt = held ? 0 : refusedAt || now;
        if (held) await fn();
        return !!held;
      });
    } catch (error) {
      if (answered) throw error;
      // A sandboxed frame has the manager but is denied every lock.
      return byLease(store, fn);
    }
  };
}

/** Requests by ky: no credentials, no header that would need a preflight, no retries of its own. */
export function createTransport(
  host: string,
  writeKey: string,
  store: Store,
  // Given, as the late half has it too: a chunk for both would be one more request.
  withinTime: typeof WithinTime,
): Transport {
  const client = ky.create({ retry: 0, timeout: false, throwHttpErrors: false, credentials: 'omit' });
  let lasting = false;

  async function post(text: string): Promise<Reply> {
    const body = await compress(text);
    const size = typeof body === 'string' ? body.length * 3 : body.size;
    const keepalive = size <= KEEPALIVE_BYTES;
    try {
      return await withinTime(async (signal) => {
        const response = await client.post(`${host}/v1/batch`, {
          body,
          keepalive,
          signal,
          // Not before the browser has it: ky begins a request some turns after it is asked to.
          fetch(...args) {
            lasting = keepalive;
            return fetch(...args);
          },
        });
        // Drained whatever it says: an unread body keeps its part of the keepalive quota.
        const reply = await response.text();
        const retryAfterMs = retryAfter(response.headers.get('retry-after'));
        return { status: response.status, body: reply, ...(retryAfterMs !== undefined && { retryAfterMs }) };
      });
    } catch {
      return { status: 0, body: '' };
    } finally {
      lasting = false;
    }
  }

  return {
    post,
    outlives: () => lasting,
    exclusive: createLock(`tendril:${writeKey}`, store),
    online: () => navigator.onLine,
  };
}
