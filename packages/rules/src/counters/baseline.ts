import type { CounterBaseline } from '@tendril/protocol';
import type { Counter } from './counter.js';
import { createTally, type Tally } from './tally.js';

const UNITS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const unitOf = ({ width }: Pick<Counter, 'width'>): CounterBaseline['unit'] =>
  width === UNITS.minute ? 'minute' : width === UNITS.hour ? 'hour' : 'day';

/** A tally as the collector sends it. */
export function toBaseline(tally: Tally, counter: Pick<Counter, 'width'>): CounterBaseline {
  const { from, last, older, olderDays, buckets } = tally;
  const filled = [...buckets.keys()];
  // Leading zeros say something only where the totals begin before them.
  const first = older || !filled.length ? tally.first : Math.min(...filled);
  const length = filled.length ? Math.max(...filled) - first + 1 : 0;
  return {
    unit: unitOf(counter),
    first,
    counts: Array.from({ length }, (_, index) => buckets.get(first + index) ?? 0),
    from,
    ...(older && { older, olderDays }),
    ...(last && { last }),
  };
}

/** The tally that the collector sent: the same answers to everything that conditions ask. */
export function fromBaseline({
  first,
  counts,
  from,
  older = 0,
  olderDays = 0,
  last = 0,
}: CounterBaseline): Tally {
  // Where nothing came before the first bucket, nothing was taken out of any: an event of before has its own.
  const tally = { ...createTally(from), first: older ? first : 0, older, olderDays, last };
  for (const [index, count] of counts.entries()) if (count) tally.buckets.set(first + index, count);
  return tally;
}
