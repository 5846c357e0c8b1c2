import type { Counter } from './counter.js';
import { prune, type Tally } from './tally.js';

/**
 * Two tallies of one counter that hold different events, as one: what somebody did before they said who they are, and
 * after. Days of before what is kept are counted once in each.
 */
export function mergeTallies(a: Tally, b: Tally, { keep, width }: Pick<Counter, 'keep' | 'width'>): Tally {
  const merged: Tally = {
    from: Math.max(a.from, b.from),
    buckets: new Map(a.buckets),
    first: Math.min(a.first, b.first),
    older: a.older + b.older,
    olderDays: a.olderDays + b.olderDays,
    last: Math.max(a.last, b.last),
  };
  for (const [bucket, count] of b.buckets)
    merged.buckets.set(bucket, (merged.buckets.get(bucket) ?? 0) + count);
  prune(merged, Math.max(a.first, b.first) + keep - 1, keep, width);
  return merged;
}
