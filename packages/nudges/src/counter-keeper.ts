import type { NudgeLink } from '@tendril/core';
import {
  addEvents,
  type CountedEvent,
  type Counters,
  createCounters,
  followRules,
  NO_COUNTERS,
  type SavedCounters,
  tallyAll,
} from '@tendril/rules';
import { idsOf } from './ids-of.js';

export interface CounterKeeper {
  /** For the engine. */
  readonly counters: Counters;
  /** Reads the counters of who is here now, if that is another person. To be called once the engine is made. */
  follow(): void;
  stop(): void;
}

/**
 * What this person did, as far as rules ask, kept on the device for every tab. Each page adds its own events to what is
 * stored, in one transaction, and repeats those that it is not sure to have stored: nothing is counted twice or lost.
 */
export function keepCounters(
  link: NudgeLink,
  { crypto }: Pick<Window, 'crypto'>,
  onChange: () => void,
): CounterKeeper {
  const { clock, store, tabs } = link.ports;
  const page = crypto.getRandomValues(new Uint32Array(2)).join('-');
  let name = '';
  let seq = 0;
  let unsaved: CountedEvent[] = [];
  let pending = false;
  /** One after the other: what is read must not be older than what was saved meanwhile. */
  let work = Promise.resolve();
  const counters = createCounters((counter, at) => {
    seq += 1;
    unsaved.push({ page, seq, at, counters: [counter] });
    if (pending) return;
    pending = true;
    work = work.then(save);
  });

  const begun = (stored: SavedCounters | undefined) =>
    followRules(stored ?? NO_COUNTERS, counters.all, clock.now());

  function take(saved: SavedCounters): void {
    counters.setTallies(tallyAll(addEvents(saved, unsaved, counters.all), counters.all), clock.now());
    onChange();
  }

  async function read(): Promise<void> {
    const wanted = name;
    if (!wanted) return;
    // Without a store, counters last as long as the page.
    const saved = await store.update<SavedCounters>(wanted, begun).catch(() => begun(undefined));
    if (wanted !== name) return;
    take(saved);
    await save();
  }

  async function save(): Promise<void> {
    pending = false;
    const [wanted, adding] = [name, [...unsaved]];
    if (!wanted || !adding.length) return;
    try {
      await store.update<SavedCounters>(wanted, (stored) => addEvents(begun(stored), adding, counters.all));
      unsaved = unsaved.filter((event) => !adding.includes(event));
      tabs.post({ type: 'ledger' });
    } catch {
      // They go with the next ones.
    }
  }

  const readInTurn = () => {
    work = work.then(read);
  };
  const stop = tabs.on(({ type }) => type === 'ledger' && readInTurn());
  return {
    counters,
    /** They belong to a user within an account, as the ledger does. */
    follow() {
      const ids = idsOf(link);
      const wanted = ids ? `counters:${ids.user ?? ids.anonymous}:${ids.account ?? ''}` : '';
      if (wanted === name) return;
      // What could not be stored for one person is not the next one's.
      if (name) unsaved = [];
      name = wanted;
      counters.setTallies(new Map(), clock.now());
      readInTurn();
    },
    stop,
  };
}
