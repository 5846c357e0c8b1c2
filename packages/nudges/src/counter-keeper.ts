import type { NudgeLink, ServerCounters } from '@tendril/core';
import type { Ruleset } from '@tendril/protocol';
import {
  addEvents,
  type CountedEvent,
  type Counters,
  createCounters,
  type Engine,
  followRules,
  NO_COUNTERS,
  rebase,
  type SavedCounters,
  tallyAll,
  toAsk,
} from '@tendril/rules';
import { explainByCounts } from './explain-by-counts.js';
import { idsOf } from './ids-of.js';

export interface CounterKeeper {
  /** For the engine. */
  readonly counters: Counters;
  /** The engine, with what was counted among the values that explain a nudge. */
  explaining(engine: Engine, ruleset: Ruleset): Engine;
  /** Reads the counters of who is here now, if that is another person. To be called once the engine is made. */
  follow(): void;
  stop(): void;
}

type Counted = CountedEvent & { counters: string[] };

/**
 * What this person did, as far as rules ask, kept on the device for every tab, and put right by what the collector has
 * counted. Each page adds its own events to what is stored, in one transaction, and repeats those that it is not sure to
 * have stored: nothing is counted twice or lost.
 */
export function keepCounters(link: NudgeLink, onChange: () => void): CounterKeeper {
  const { clock, store, tabs } = link.ports;
  let name = '';
  let saved = NO_COUNTERS;
  let unsaved: Counted[] = [];
  let pending = false;
  /** One after the other: what is read must not be older than what was saved meanwhile. */
  let work = Promise.resolve();
  const counters = createCounters((counter, { messageId: id = '' }, at) => {
    const last = unsaved.at(-1);
    if (last?.id === id) last.counters.push(counter);
    else unsaved.push({ id, at, counters: [counter] });
    if (pending) return;
    pending = true;
    work = work.then(() => run(false));
  });

  /** What is stored with this page's events and the collector's counts, where these can be used. */
  function merge(stored: SavedCounters | undefined): SavedCounters {
    const begun = followRules(stored ?? NO_COUNTERS, counters.all, clock.now());
    const own = addEvents(begun, unsaved, counters.all);
    const server = link.serverCounters.get();
    return (server && isMine(server) && rebase(own, server, counters.all)) || own;
  }
  const isMine = ({ who }: ServerCounters) => `counters:${who}` === name;

  /** Asks for the collector's counts where there are none yet, or these events may be in them or not. */
  function settle({ seq, inDoubt }: SavedCounters): void {
    const server = link.serverCounters.get();
    if (!server || !isMine(server) || seq < server.seq || inDoubt) link.wanted.set(link.wanted.get() + 1);
  }

  async function run(tell: boolean): Promise<void> {
    pending = false;
    const [wanted, adding, { seq }] = [name, [...unsaved], saved];
    if (!wanted || !(tell || adding.length)) return;
    let view: SavedCounters;
    try {
      let news = adding.length > 0;
      view = await store.update<SavedCounters>(wanted, (stored) => {
        const next = merge(stored);
        news ||= next.seq > (stored?.seq ?? 0);
        return next;
      });
      if (wanted !== name) return;
      saved = view;
      unsaved = unsaved.filter((event) => !adding.includes(event));
      if (news) tabs.post({ type: 'ledger' });
    } catch {
      // Without a store, counters last as long as the page; with the next run what is not stored is tried again.
      if (wanted !== name) return;
      view = merge(saved);
    }
    settle(view);
    if (!tell && view.seq === seq) return;
    counters.setTallies(tallyAll(addEvents(view, unsaved, counters.all), counters.all), clock.now());
    onChange();
  }

  const readInTurn = () => {
    work = work.then(() => run(true));
  };
  const ask = () => toAsk(addEvents(saved, unsaved, counters.all));
  link.asks.add(ask);

  /** They belong to a user within an account, as the ledger does. */
  function follow(): void {
    const ids = idsOf(link);
    const wanted = ids ? `counters:${ids.user ?? ids.anonymous}:${ids.account ?? ''}` : '';
    if (wanted === name) return;
    // What could not be stored for one person is not the next one's.
    if (name) unsaved = [];
    name = wanted;
    saved = NO_COUNTERS;
    counters.setTallies(new Map(), clock.now());
    readInTurn();
  }

  const off = [
    tabs.on(({ type }) => type === 'ledger' && readInTurn()),
    link.serverCounters.listen((server) => {
      // Before the engine is made it is not known what is counted.
      if (!name) return;
      follow();
      if (server) readInTurn();
    }),
    () => link.asks.delete(ask),
  ];
  return {
    counters,
    explaining: (engine, ruleset) => explainByCounts(engine, ruleset, counters),
    follow,
    stop() {
      for (const end of off) end();
    },
  };
}
