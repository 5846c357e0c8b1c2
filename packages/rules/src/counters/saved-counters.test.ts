import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBaseline, toBaseline } from './baseline.js';
import { DAY } from './bucket.js';
import { type Counter, countEvent } from './counter.js';
import { packTally, unpackTally } from './pack-tally.js';
import {
  addEvents,
  type Baseline,
  type CountedEvent,
  followRules,
  NO_COUNTERS,
  rebase,
  type SavedCounters,
  tallyAll,
  toAsk,
} from './saved-counters.js';
import { countIn, createTally, daysIn, type Tally } from './tally.js';

const HOUR = 3_600_000;

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
/** How many ever, at least. */
const least = (tally: Tally | undefined): number =>
  tally ? countIn({ tally, width: DAY, start: EVER })[0] : 0;
/** All events at once, as a log would have them. */
function naive(events: Iterable<CountedEvent>, key: string): Tally {
  const tally = createTally(0);
  for (const { at, counters } of [...events].sort((a, b) => a.at - b.at))
    if (counters.includes(key)) countEvent(counter(key), tally, at);
  return tally;
}

/** As core makes them: the time, counted up, and what names the page. */
const idOf = (at: number, n: number, page: string): string => `${(at * 1024 + n).toString(36)}-${page}`;
let made = 0;
const eventOf = (at: number, page: string, counters: string[]): CountedEvent => {
  made = (made + 1) % 1024;
  return { id: idOf(at, made, page), at, counters };
};

type Act =
  | { do: 'track'; page: number; times: number; hours: number; both: boolean }
  /** The write may be lost, or done and not known to be done: then the page repeats it. */
  | { do: 'save'; page: number; written: boolean; known: boolean }
  /** The oldest go first. The collector gets them, and the reply may be lost: then they go again. */
  | { do: 'send'; share: number; replied: boolean }
  /** A page that leaves hands over what is not sent, and hears of no reply. */
  | { do: 'beacon'; page: number }
  | { do: 'elsewhere'; times: number }
  /** Requests may be answered late, and replies come late and in any order. */
  | { do: 'ask'; page: number }
  | { do: 'answer'; which: number }
  | { do: 'receive'; which: number };
const page = fc.nat(2);
const mostly = fc.nat(3).map(Boolean);
const which = fc.nat(2);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    do: fc.constant('track' as const),
    page,
    times: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 3 }) }, fc.constant(130)),
    hours: fc.nat(4),
    both: fc.boolean(),
  }),
  fc.record({ do: fc.constant('save' as const), page, written: mostly, known: mostly }),
  fc.record({
    do: fc.constant('send' as const),
    share: fc.constantFrom(0.5, 1),
    replied: mostly,
  }),
  fc.record({ do: fc.constant('beacon' as const), page }),
  fc.record({ do: fc.constant('elsewhere' as const), times: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('ask' as const), page }),
  fc.record({ do: fc.constant('answer' as const), which }),
  fc.record({ do: fc.constant('receive' as const), which }),
);

const allOf = (events: Iterable<CountedEvent>) => new Map([...events].map((event) => [event.id, event]));

/** Three pages of one device, another device, one collector. */
class World {
  now = START;
  saved: SavedCounters = {
    ...NO_COUNTERS,
    tallies: { a: packTally(createTally(0)), b: packTally(createTally(0)) },
  };
  unsaved: CountedEvent[][] = [[], [], []];
  queue: CountedEvent[] = [];
  /** What the collector has, each once, and how many batches it got. */
  server = new Map<string, CountedEvent>();
  seq = 0;
  requests: string[][] = [];
  replies: { baseline: Baseline; all: CountedEvent[] }[] = [];
  /** What the device has been told, by whomever. */
  told = new Map<string, CountedEvent>();
  refused = 0;
  doubted = 0;

  perform(one: Act) {
    this.now += 1;
    (this[one.do] as (act: Act) => void).call(this, one);
    this.expectLog();
  }

  track({ page: at, times, hours, both }: Act & { do: 'track' }) {
    this.now += hours * HOUR;
    for (let time = 0; time < times; time++) {
      const event = eventOf(this.now, `p${at}`, both ? ['a', 'b'] : ['a']);
      this.now += 1;
      this.unsaved[at]!.push(event);
      this.queue.push(event);
    }
  }

  save({ page: at, written, known }: Pick<Act & { do: 'save' }, 'page' | 'written' | 'known'>) {
    if (!written) return;
    this.saved = JSON.parse(JSON.stringify(addEvents(this.saved, this.unsaved[at]!, COUNTERS)));
    for (const event of this.unsaved[at]!) this.told.set(event.id, event);
    if (known) this.unsaved[at] = [];
  }

  gets(events: readonly CountedEvent[]) {
    if (events.length) this.seq += 1;
    for (const event of events) this.server.set(event.id, event);
  }

  send({ share, replied }: Pick<Act & { do: 'send' }, 'share' | 'replied'>) {
    const sent = this.queue.slice(0, Math.ceil(share * this.queue.length));
    this.gets(sent);
    if (replied) this.queue = this.queue.slice(sent.length);
  }

  beacon({ page: at }: Act & { do: 'beacon' }) {
    this.gets(this.queue.filter(({ id }) => id.endsWith(`p${at}`)));
  }

  elsewhere({ times }: Act & { do: 'elsewhere' }) {
    this.gets(Array.from({ length: times }, () => eventOf(this.now, 'q', ['a', 'b'])));
  }

  ask({ page: at }: Pick<Act & { do: 'ask' }, 'page'>) {
    this.requests.push(toAsk(addEvents(this.saved, this.unsaved[at]!, COUNTERS)));
  }

  answer({ which: at }: Pick<Act & { do: 'answer' }, 'which'>) {
    const [asked] = this.requests.splice(at, 1);
    if (!asked) return;
    const all = [...this.server.values()];
    const counters = Object.fromEntries(
      [...COUNTERS].map(([key, counter]) => [key, toBaseline(naive(all, key), counter)]),
    );
    const holds = asked.filter((id) => this.server.has(id));
    this.replies.push({ baseline: { seq: this.seq, counters, asked, holds, at: 0 }, all });
  }

  receive({ which: at }: Pick<Act & { do: 'receive' }, 'which'>) {
    const [reply] = this.replies.splice(at, 1);
    if (!reply) return;
    const next = rebase(this.saved, { ...reply.baseline, at: this.now }, COUNTERS);
    if (!next) this.refused += 1;
    if (!next || next === this.saved) return;
    for (const event of reply.all) this.told.set(event.id, event);
    this.saved = JSON.parse(JSON.stringify(next));
  }

  /** Each page counts what a log would; while it is in doubt, never less. */
  expectLog() {
    for (const unsaved of this.unsaved) {
      const merged = addEvents(this.saved, unsaved, COUNTERS);
      const tallies = tallyAll(merged, COUNTERS);
      const known = new Map([...this.told, ...allOf(unsaved)]).values();
      const log = [...known];
      const { inDoubt } = merged;
      if (inDoubt) this.doubted += 1;
      for (const key of COUNTERS.keys()) {
        const [counted, right] = [tallies.get(key), naive(log, key)];
        if (inDoubt) expect(least(counted)).toBeGreaterThanOrEqual(least(right));
        else expect(said(counted, this.now)).toEqual(said(right, this.now));
      }
    }
  }

  /** Everything is written, sent and told. */
  rest() {
    for (const at of [0, 1, 2]) this.save({ page: at, written: true, known: true });
    this.send({ share: 1, replied: true });
    this.now += 1;
    this.ask({ page: 0 });
    this.answer({ which: this.requests.length - 1 });
    this.now += 1;
    this.receive({ which: this.replies.length - 1 });
  }
}

it('counters equal a naive event log for any interleaving of tabs, retries and baselines', () => {
  const met = { refused: 0, doubted: 0, taken: 0 };
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30, size: 'max' }), (acts) => {
      const world = new World();
      for (const one of acts) world.perform(one);
      met.refused += world.refused;
      met.doubted += world.doubted;
      if (world.saved.seq) met.taken += 1;
      world.rest();
      world.expectLog();
      expect(world.saved).toMatchObject({ rest: [], unsure: [], seq: world.seq });
      for (const key of COUNTERS.keys())
        expect(unpackTally(world.saved.tallies[key] ?? [])).toEqual(
          fromBaseline(toBaseline(naive(world.server.values(), key), counter(key))),
        );
    }),
    { numRuns: 400 },
  );
  // The run is worth nothing unless all of it happened.
  expect(Object.values(met).map((times) => times > 5)).toEqual([true, true, true]);
});

describe('a baseline', () => {
  const begun = followRules(NO_COUNTERS, COUNTERS, START);
  const counters = { a: toBaseline(createTally(0), counter('a')) };
  const baseline = { seq: 7, counters, asked: [], holds: [], at: START };

  it('that is older than the last one changes nothing, unless the collector has begun anew', () => {
    const saved = rebase(begun, baseline, COUNTERS) as SavedCounters;
    expect(rebase(saved, { ...baseline, seq: 6, at: START + HOUR }, COUNTERS)).toBe(saved);
    expect(rebase(saved, { ...baseline, seq: 1, at: START + DAY }, COUNTERS)).toMatchObject({ seq: 1 });
  });

  it('does not wait for events that the collector never gets: the queue gives them up after seven days', () => {
    const lost = Array.from({ length: 121 }, (_, n) => eventOf(START - 8 * DAY + n, 'p', ['a']));
    const saved = addEvents(begun, lost, COUNTERS);
    expect([saved.rest.length, saved.unsure.length]).toEqual([60, 1]);
    expect(rebase(saved, baseline, COUNTERS)).toMatchObject({ rest: [], unsure: [] });
    const early = { ...baseline, at: START - 2 * DAY };
    expect(rebase(saved, early, COUNTERS)).toBeUndefined();
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
    const event = eventOf(START, 'p', ['a', 'b']);
    const saved = addEvents(followRules(NO_COUNTERS, COUNTERS, START), [event], COUNTERS);
    const asked = [event.id];
    const counters = { a: toBaseline(createTally(0), counter('a')) };
    const baseline = { seq: 1, counters, asked, holds: asked, at: START };
    const next = rebase(saved, baseline, COUNTERS) as SavedCounters;
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
