import { setImmediate as nextTurn } from 'node:timers/promises';
import { toIsoTime } from '../ingest/iso-time.js';
import { findSeq } from '../store/find-seq.js';
import type { StoredEvent } from '../store/store.port.js';
import { type Day, endOf } from './day.js';

/** Where events are read, of a store or of a collector that runs elsewhere. */
export interface EventSource {
  /** Up to `limit` events after the `seq` `after`, in order. */
  events(after: number, limit: number): Promise<StoredEvent[]>;
  /** How many requests wait to be applied. */
  lag(): Promise<number>;
}

/** Not everything of the day is in the store yet. */
export class DayNotApplied extends Error {}

const PAGE_ROWS = 500;
/** Events are applied in the order of the log, in which requests at the same time may have changed places. */
const MARGIN_MS = 10 * 60 * 1000;

const startBefore = async (source: EventSource, time: number): Promise<number> => {
  const before = toIsoTime(time - MARGIN_MS);
  return findSeq(
    async (seq) => (await source.events(seq, 1))[0],
    ({ receivedAt }) => receivedAt < before,
  );
};

/**
 * The events that were received on a day, page by page. By the time of receipt and not of the event, because a day is
 * then whole when it is over: what comes late belongs to the day on which it comes. Throws `DayNotApplied`.
 */
export async function* eventsOfDay(source: EventSource, day: Day): AsyncGenerator<StoredEvent[]> {
  const end = endOf(day);
  const last = toIsoTime(end + MARGIN_MS);
  // Asked before the first page: what waited then has been applied when nothing waits now.
  let lag = await source.lag();
  for (let after = await startBefore(source, end - 24 * 3600 * 1000); ; ) {
    const page = await source.events(after, PAGE_ROWS);
    // Requests have their turn between two pages: an embedded store answers without one.
    await nextTurn();
    const ofDay = page.filter(({ receivedAt }) => receivedAt.slice(0, 10) === day);
    if (ofDay.length > 0) yield ofDay;
    const newest = page.at(-1);
    if (newest && newest.receivedAt >= last) return;
    if (newest) after = newest.seq;
    else if (lag === 0) return;
    else {
      lag = await source.lag();
      if (lag > 0) throw new DayNotApplied(`${lag} requests wait to be applied, some of ${day} perhaps`);
    }
  }
}
