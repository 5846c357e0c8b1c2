import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Metrics } from '../metrics/metrics.js';
import { tooMany } from '../problem.js';

const MINUTE_SECONDS = 60;

/** Counts requests. Each throws a `Problem` (429, with `Retry-After`) when there were too many in the last minute. */
export interface RateLimits {
  byAddress(address: string): Promise<void>;
  byKey(writeKey: string): Promise<void>;
}

const createLimiter = (perMinute: number, name: string): RateLimiterAbstract | undefined =>
  perMinute === 0
    ? undefined
    : new RateLimiterMemory({ points: perMinute, duration: MINUTE_SECONDS, keyPrefix: name });

/** Limits of this process, in requests per minute; 0 is none. Addresses stay in memory, and for a minute at most. */
export const createRateLimits = (
  perMinute: { address: number; key: number },
  metrics: Metrics,
): RateLimits => {
  const address = createLimiter(perMinute.address, 'address');
  const key = createLimiter(perMinute.key, 'key');
  const consume = async (
    limiter: RateLimiterAbstract | undefined,
    by: 'address' | 'key',
    value: string,
    path: string,
  ): Promise<void> => {
    try {
      await limiter?.consume(value);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      metrics.limited.inc({ by });
      const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw tooMany(path, by === 'key' ? 'write key' : 'address', perMinute[by], seconds);
    }
  };
  return {
    byAddress: (value) => consume(address, 'address', value, 'request.ip'),
    byKey: (value) => consume(key, 'key', value, 'writeKey'),
  };
};
