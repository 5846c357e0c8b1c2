import type { Reply } from './ports.js';

/** What to do after a reply. */
export type Verdict =
  /** Everything in the request is settled. */
  | 'accepted'
  /** The request as a whole is refused: send less, down to the one offender. */
  | 'split'
  /** The key or address is wrong: stop for this page and keep the rows. */
  | 'halt'
  /** Not now. */
  | 'retry';

/** Any 2xx is success whatever its body: proxies answer 204, and HTML. */
export function verdictOf({ status }: Reply): Verdict {
  if (status >= 200 && status < 300) return 'accepted';
  if (status === 400 || status === 413 || status === 422) return 'split';
  if (status === 401 || status === 403 || status === 404 || status === 410) return 'halt';
  return 'retry';
}

const BASE_MS = 1000;
/** No luck of the draw and no `Retry-After: 0` makes two attempts follow on each other's heels. */
const FLOOR_MS = 250;
const CAP_MS = 5 * 60 * 1000;
export const MAX_RETRY_AFTER_MS = 60 * 60 * 1000;

/**
 * How long to wait before the attempt after `failures` failures: `Retry-After` where there is one, else full jitter,
 * `random × min(5 min, 1 s × 2^n)`; never under 250 ms or over an hour. `random` is in [0, 1).
 */
export function retryDelay(failures: number, retryAfterMs: number | undefined, random: number): number {
  const wish = retryAfterMs ?? random * Math.min(CAP_MS, BASE_MS * 2 ** failures);
  return Math.min(Math.max(wish, FLOOR_MS), MAX_RETRY_AFTER_MS);
}
