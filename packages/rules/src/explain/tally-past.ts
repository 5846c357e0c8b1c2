import { type Counter, countEvent, counts } from '../counters/counter.js';
import { createTally, type Tally } from '../counters/tally.js';
import type { RecordedEvent } from '../engine/recorded-event.js';

/** An event that happened at an instant, epoch milliseconds. */
export interface PastEvent extends RecordedEvent {
  at: number;
}

function tallyOne(counter: Counter, past: readonly PastEvent[], now: number): Tally {
  // No event is missing: those given are all that ever were.
  const tally = createTally(0);
  for (const { name, at, properties = {} } of past)
    if (name === counter.event && at <= now && counts(counter, properties, at))
      countEvent(counter, tally, at);
  return tally;
}

/** What counters hold after all events of the past, in whatever order they are given. */
export const tallyPast = (
  counters: ReadonlyMap<string, Counter>,
  past: readonly PastEvent[],
  now: number,
): Map<string, Tally> => new Map([...counters].map(([key, counter]) => [key, tallyOne(counter, past, now)]));
