import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from './bucket.js';
import { type Counter, countEvent } from './counter.js';
import { packTally } from './pack-tally.js';
import {
  addEvents,
  type Baseline,
  type CountedEvent,
  followRules,
  NO_COUNTERS,
  rebase,
  type SavedCounters,
  tallyAll,
} from './saved-counters.js';
import { countIn, createTally, daysIn, type Tally } from './tally.js';

const START = Date.parse('2026-03-10T12:00:00Z');
const counter = (key: string): Counter => ({
  key,
  event: key,
  where: undefined,
  scope: 'user',
  width: DAY,
  keep: 15,
});
const COUNTERS = new Map(['a', 'b'].map((key) => [key, counter(key)]));
const EVER = -Infinity;

const said = (tally: Tally | undefined, now: number) =>
  tally &&
  [Math.floor(now / DAY) - 14, EVER].map((start) => {
    const span = { tally, width: DAY, start };
    return [countIn(span), daysIn(span), tally.last];
  });
/** All events at once, as a log would have them. */
function naive(events: Iterable<CountedEvent>, key: string): Tally {
  const tally = createTally(0);
  for (const { at, counters } of [...events].sort((a, b) => a.at - b.at))
    if (counters.includes(key)) countEvent(counter(key), tally, at);
  return tally;
}

type Act =
  | { do: 'track'; page: number; times: number; hours: number; both: boolean }
  /** The write may be lost, or done and not known to be done: then the page repeats it. */
  | { do: 'save'; page: number; written: boolean; known: boolean }
  | { do: 'send'; page: number; share: number }
  | { do: 'compute' }
  /** Baselines may come late and in any order. */
  | { do: 'receive'; which: number };
const page = fc.nat(2);
const mostly = fc.nat(3).map(Boolean);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    do: fc.constant('track' as const),
    page,
    times: fc.integer({ min: 1, max: 150 }),
    hours: fc.nat(30),
    both: fc.boolean(),
  }),
  fc.record({ do: fc.constant('save' as const), page, written: mostly, known: mostly }),
  fc.record({ do: fc.constant('send' as const), page, share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ do: fc.constant('compute' as const) }),
  fc.record({ do: fc.constant('receive' as const), which: fc.nat(3) }),
);

/** Three pages, one device, one server. */
class World {
  now = START;
  saved: SavedCounters = {
    ...NO_COUNTERS,
    tallies: { a: packTally(createTally(0)), b: packTally(createTally(0)) },
  };
  unsaved: CountedEvent[][] = [[], [], []];
  logs: CountedEvent[][] = [[], [], []];
  sent = [0, 0, 0];
  baselines: { baseline: Baseline; holds: CountedEvent[] }[] = [];
  /** What the device has been told, by whomever. */
  told = new Set<CountedEvent>();

  track({ page: at, times, hours, both }: Act & { do: 'track' }) {
    this.now += hours * 3_600_000;
    for (let time = 0; time < times; time++) {
      const counters = both ? ['a', 'b'] : ['a'];
      const event = { page: `p${at}`, seq: this.logs[at]!.length, at: this.now, counters };
      this.logs[at]!.push(event);
      this.unsaved[at]!.push(event);
    }
  }

  save({ page: at, written, known }: Act & { do: 'save' }) {
    if (!written) return;
    this.saved = JSON.parse(JSON.stringify(addEvents(this.saved, this.unsaved[at]!, COUNTERS)));
    for (const event of this.unsaved[at]!) this.told.add(event);
    if (known) this.unsaved[at] = [];
  }

  send({ page: at, share }: Act & { do: 'send' }) {
    const { length } = this.logs[at]!;
    this.sent[at] = Math.max(this.sent[at]!, Math.floor(share * length));
  }

  compute() {
    const holds = this.logs.flatMap((log, at) => log.slice(0, this.sent[at]));
    const upTo = Object.fromEntries(holds.map(({ page: from, seq }) => [from, seq]));
    const tallies = Object.fromEntries(['a', 'b'].map((key) => [key, packTally(naive(holds, key))]));
    this.baselines.push({ baseline: { tallies, upTo }, holds });
  }

  receive({ which }: Act & { do: 'receive' }) {
    const found = this.baselines[which];
    if (!found) return;
    const next = rebase(this.saved, found.baseline, COUNTERS);
    if (next !== this.saved) for (const event of found.holds) this.told.add(event);
    this.saved = next;
  }

  expectLog() {
    for (const [at, unsaved] of this.unsaved.entries()) {
      const known = new Set([...this.told, ...this.unsaved[at]!]);
      const tallies = tallyAll(addEvents(this.saved, unsaved, COUNTERS), COUNTERS);
      for (const key of COUNTERS.keys())
        expect(said(tallies.get(key), this.now)).toEqual(said(naive(known, key), this.now));
    }
  }
}

it('counters equal a naive event log for any interleaving of pages, retries and baselines', () => {
  let folded = 0;
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30, size: 'max' }), (acts) => {
      const world = new World();
      for (const one of acts) {
        const before = world.saved;
        (world[one.do] as (act: Act) => void).call(world, one);
        if (one.do === 'save' && Object.keys(world.saved.upTo).length > Object.keys(before.upTo).length)
          folded++;
        if (one.do === 'receive' && world.saved !== before) accepted++;
      }
      world.expectLog();
    }),
    { numRuns: 400 },
  );
  // The run is worth nothing unless both happened.
  expect([folded, accepted].map((times) => times > 5)).toEqual([true, true]);
});

describe('once all is flushed', () => {
  it('device and server hold equal numbers', () => {
    const world = new World();
    world.track({ do: 'track', page: 0, times: 150, hours: 1, both: true });
    world.track({ do: 'track', page: 1, times: 150, hours: 30, both: false });
    for (const at of [0, 1]) {
      world.save({ do: 'save', page: at, written: true, known: true });
      world.send({ do: 'send', page: at, share: 1 });
    }
    world.compute();
    world.receive({ do: 'receive', which: 0 });
    expect(world.saved.tallies).toEqual(world.baselines[0]?.baseline.tallies);
    expect(world.saved.rest).toEqual([]);
  });
});

describe('rules that change', () => {
  it('begin a new counter now, keep the others, and drop what no rule asks for', () => {
    const saved = { ...NO_COUNTERS, tallies: { a: [5, 6, 7, 8, 9], gone: [1, 1, 1, 1, 1] } };
    expect(followRules(saved, COUNTERS, START).tallies).toEqual({
      a: [5, 6, 7, 8, 9],
      b: [START, 0, 0, 0, 0],
    });
  });

  it('keep a counter that the baseline does not have', () => {
    const events = [{ page: 'p', seq: 1, at: START, counters: ['a', 'b'] }];
    const saved = addEvents(followRules(NO_COUNTERS, COUNTERS, START), events, COUNTERS);
    const next = rebase(saved, { tallies: { a: [0, 0, 0, 0, 0] }, upTo: { p: 1 } }, COUNTERS);
    const counts = [...tallyAll(next, COUNTERS)].map(([key, tally]) => [
      key,
      countIn({ tally, width: DAY, start: EVER }),
    ]);
    expect(counts).toEqual([
      ['a', [0, 0]],
      ['b', [1, Infinity]],
    ]);
  });
});

it('orders by the time in a messageId as well as by a count', () => {
  const event = (seq: string) => ({ page: 'p', seq, at: START, counters: ['a'] });
  const saved = addEvents(
    { ...NO_COUNTERS, upTo: { p: '018f-2' } },
    [event('018f-1'), event('018f-2'), event('018f-3')],
    COUNTERS,
  );
  expect(saved.rest.map(({ seq }) => seq)).toEqual(['018f-3']);
});
