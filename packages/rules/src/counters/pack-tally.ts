import { createTally, type Tally } from './tally.js';

/**
 * A tally as a flat list of numbers, for storage: `[from, last, first, older, olderDays, gap, n, gap, n …]`, where each gap
 * is counted from the bucket before, and the first from `first`.
 */
export type PackedTally = number[];

export function packTally({ from, last, first, older, olderDays, buckets }: Tally): PackedTally {
  const packed = [from, last, first, older, olderDays];
  let at = first;
  for (const [bucket, count] of [...buckets].sort(([a], [b]) => a - b)) {
    packed.push(bucket - at, count);
    at = bucket;
  }
  return packed;
}

export function unpackTally([
  from = 0,
  last = 0,
  first = 0,
  older = 0,
  olderDays = 0,
  ...rest
]: PackedTally): Tally {
  const tally = { ...createTally(from), last, first, older, olderDays };
  let at = first;
  for (let index = 0; index < rest.length; index += 2) {
    at += rest[index] ?? 0;
    tally.buckets.set(at, rest[index + 1] ?? 0);
  }
  return tally;
}
