import type { HearOf } from '../engine/recorded-event.js';
import type { Watched } from '../engine/watches.js';
import { compileDid } from './compile-did.js';
import { type Counter, countEvent, counterKey, counts, createCounter, serveLeaf } from './counter.js';
import type { Tally } from './tally.js';

/** What the `$did` leaves of one engine ask of past events. Loaded only where a rule asks. */
export interface Counters {
  /** By key. Complete once the engine is made. */
  readonly all: ReadonlyMap<string, Counter>;
  /** For the engine: a leaf with its test; what it counts, it asks `hear` for. */
  serve(leaf: Watched, hear: HearOf): Watched;
  /** Replaces what is known of past events, by counter. New events are counted in these tallies. */
  setTallies(tallies: ReadonlyMap<string, Tally>, now: number): void;
}

/**
 * Counters for one engine. `onCount` hears of every event that counters counted, with the keys of these, so that it can
 * be saved.
 */
export function createCounters(onCount: (counter: string, at: number) => void = () => {}): Counters {
  const all = new Map<string, Counter>();
  const readers = new Map<string, ((now: number) => void)[]>();
  let tallies: ReadonlyMap<string, Tally> = new Map();

  const askReaders = (key: string, now: number) => {
    for (const ask of readers.get(key) ?? []) ask(now);
  };

  function open(counter: Counter, hear: HearOf): Counter {
    const { key } = counter;
    all.set(key, counter);
    readers.set(key, []);
    hear(counter.event, ({ properties = {} }, now) => {
      if (!counts(counter, properties, now)) return;
      onCount(key, now);
      const tally = tallies.get(key);
      if (!tally) return;
      countEvent(counter, tally, now);
      askReaders(key, now);
    });
    return counter;
  }

  return {
    all,
    serve(leaf, hear) {
      const { did } = leaf;
      if (!did) return leaf;
      const key = counterKey(did);
      serveLeaf(all.get(key) ?? open(createCounter(did), hear), did);
      return {
        ...leaf,
        test: compileDid({ ...leaf, did }, () => tallies.get(key)),
        follow: (ask) => readers.get(key)?.push(ask),
      };
    },
    setTallies(next, now) {
      tallies = next;
      for (const key of all.keys()) askReaders(key, now);
    },
  };
}
