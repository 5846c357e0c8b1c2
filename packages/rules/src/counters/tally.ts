import { DAY } from './bucket.js';

/** The events of one counter, by time. Not the events themselves: how many fell into each bucket. */
export interface Tally {
  /** From when on no event is missing (epoch ms); 0: none ever was, Infinity: any may be. */
  from: number;
  /** Number of events by bucket; bucket `b` begins at `b * width`. */
  buckets: Map<number, number>;
  /** The first bucket that is kept. What came before is in the totals `older` and `olderDays`. */
  first: number;
  older: number;
  olderDays: number;
  /** When the last event was, epoch ms; 0 when none is known. */
  last: number;
}

/** At least and at most: Infinity where events may be missing. */
export type Range = readonly [least: number, most: number];

export const createTally = (from: number): Tally => ({
  from,
  buckets: new Map(),
  first: 0,
  older: 0,
  olderDays: 0,
  last: 0,
});

/** Moves all but the newest `keep` buckets into the totals. */
export function prune(tally: Tally, newest: number, keep: number, width: number): void {
  const first = newest - keep + 1;
  if (first <= tally.first) return;
  tally.first = first;
  const days = new Set<number>();
  for (const [bucket, count] of tally.buckets) {
    if (bucket >= first) continue;
    tally.older += count;
    days.add(Math.floor((bucket * width) / DAY));
    tally.buckets.delete(bucket);
  }
  tally.olderDays += days.size;
}

/** Counts one event. Events may come in any order, as long as none is older than what is kept. */
export function addToTally(tally: Tally, at: number, keep: number, width: number): void {
  const bucket = Math.floor(at / width);
  const known = tally.buckets.get(bucket);
  tally.last = Math.max(tally.last, at);
  if (bucket < tally.first) tally.older += 1;
  else tally.buckets.set(bucket, (known ?? 0) + 1);
  if (!known) prune(tally, bucket, keep, width);
}

/** Part of a tally: from bucket `start` on, before bucket `end`. */
interface Span {
  tally: Tally;
  width: number;
  /** Minus infinity: since ever. */
  start: number;
  end?: number;
}

/** What was found in the buckets of a span, as a range: what is older than they are may lie in it, or be missing. */
function toRange({ tally, width, start }: Span, found: number, older: number): Range {
  const covered = tally.from <= Math.max(start * width, 0);
  const least = start < 0 ? found + older : found;
  return [least, covered ? found + (start < tally.first ? older : 0) : Infinity];
}

/** How many events. */
export function countIn(span: Span): Range {
  const { tally, start, end = Infinity } = span;
  let count = 0;
  for (const [bucket, events] of tally.buckets) if (bucket >= start && bucket < end) count += events;
  return toRange(span, count, tally.older);
}

/** On how many distinct days. */
export function daysIn(span: Span): Range {
  const { tally, width, start } = span;
  const days = new Set<number>();
  for (const bucket of tally.buckets.keys())
    if (bucket >= start) days.add(Math.floor((bucket * width) / DAY));
  return toRange(span, days.size, tally.olderDays);
}
