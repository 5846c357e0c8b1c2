import type { HearOf, RecordedEvent } from '../engine/recorded-event.js';
import type { Watched } from '../engine/watches.js';
import { compileDid, windowAt } from './compile-did.js';
import { type Counter, countEvent, counterKey, counts, createCounter, serveLeaf } from './counter.js';
import { countIn, type Tally } from './tally.js';

/** What the `$did` leaves of one engine ask of past events. Loaded only where a rule asks. */
export interface Counters {
  /** By key. Complete once the engine is made. */
  readonly all: ReadonlyMap<string, Counter>;
  /** For the engine: a leaf with its test; what it counts, it asks `hear` for. */
  serve(leaf: Watched, hear: HearOf): Watched;
  /**
   * What the `$did`s that stand in a document, as JSON text, count in their windows now, each by its JSON: a number, or `2+`
   * where others may be missing.
   */
  counted(document: string, now: number): { [did: string]: number | string };
  /** Replaces what is known of past events, by counter. New events are counted in these tallies. */
  setTallies(tallies: ReadonlyMap<string, Tally>, now: number): void;
}

/**
 * Counters for one engine. `onCount` hears of every event that a counter counted, with its key and the time of the event,
 * so that it can be saved.
 */
export function createCounters(
  onCount: (counter: string, event: RecordedEvent, at: number) => void = () => {},
): Counters {
  const all = new Map<string, Counter>();
  const asked = new Map<string, (now: number) => number | string>();
  const readers = new Map<string, ((now: number) => void)[]>();
  let tallies: ReadonlyMap<string, Tally> = new Map();

  const askReaders = (key: string, now: number) => {
    for (const ask of readers.get(key) ?? []) ask(now);
  };

  function open(counter: Counter, hear: HearOf): Counter {
    const { key } = counter;
    all.set(key, counter);
    readers.set(key, []);
    hear(counter.event, (event, now) => {
      const { properties = {}, at = now } = event;
      if (!counts(counter, properties, at)) return;
      onCount(key, event, at);
      const tally = tallies.get(key);
      if (!tally) return;
      countEvent(counter, tally, at);
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
      // A leaf's key is `["$did",{…}]`.
      asked.set(leaf.key.slice(1, -1).replace(',', ':'), (now) => {
        const tally = tallies.get(key);
        if (!tally) return 'unknown';
        const [least, most] = countIn(windowAt(did, tally, now));
        return least === most ? least : `${least}+`;
      });
      serveLeaf(all.get(key) ?? open(createCounter(did), hear), did);
      return {
        ...leaf,
        test: compileDid({ ...leaf, did }, () => tallies.get(key)),
        follow: (ask) => readers.get(key)?.push(ask),
      };
    },
    counted: (document, now) =>
      Object.fromEntries(
        [...asked].flatMap(([text, count]) => (document.includes(text) ? [[text, count(now)]] : [])),
      ),
    setTallies(next, now) {
      tallies = next;
      for (const key of all.keys()) askReaders(key, now);
    },
  };
}
