import type { CounterBaseline } from '@tendril/protocol';
import { fromBaseline } from './baseline.js';
import { type Counter, countEvent } from './counter.js';
import { type PackedTally, packTally, unpackTally } from './pack-tally.js';
import { createTally, type Tally } from './tally.js';

/** An event that some counters counted. */
export interface CountedEvent {
  /** Its messageId: sorts by time among those of its page, and ends with what names the page. */
  id: string;
  /** Epoch milliseconds. */
  at: number;
  counters: readonly string[];
}

/** Counters of one person at one place in what the collector received, and which events they hold of those asked about. */
export interface Baseline {
  seq: number;
  counters: { readonly [counter: string]: CounterBaseline };
  asked: readonly string[];
  holds: readonly string[];
  /** When it had come, epoch milliseconds: what happened later is not in it. */
  at: number;
}

const DAY = 86_400_000;
/** The queue gives an event up after seven days. */
const GIVEN_UP_MS = 7 * DAY;

/** All counters of one person on one device, as plain JSON. */
export interface SavedCounters {
  tallies: { readonly [counter: string]: PackedTally };
  /** Of each page, the last event that is counted in and is in `rest` no more. */
  upTo: { readonly [page: string]: string };
  /** Events that the tallies do not hold, in the order in which they came; of one page, in its own order. */
  rest: readonly CountedEvent[];
  /** Events in the tallies of which no baseline has said that it holds them: the last one of each page. */
  unsure: readonly string[];
  /** An event came after a baseline that may hold it, and that was not asked about it: another one is wanted. */
  inDoubt: boolean;
  /** Place and time of the last baseline. */
  seq: number;
  asOf: number;
}

export const NO_COUNTERS: SavedCounters = {
  tallies: {},
  upTo: {},
  rest: [],
  unsure: [],
  inDoubt: false,
  seq: 0,
  asOf: 0,
};

/** So many events are kept one by one, for a baseline that holds only some of them. */
const MAX_REST = 120;
const MAX_UNSURE = 40;
/** Pages of which it is remembered how far they are counted: those since then are long gone. */
const MAX_PAGES = 200;

type Counters = ReadonlyMap<string, Counter>;

/** When an event was made (epoch ms): its messageId begins with that, in 1/1024 of a millisecond. */
const madeAt = (id: string): number => Number.parseInt(id, 36) / 1024;
const idsOf = (events: readonly CountedEvent[]): string[] => events.map(({ id }) => id);
const pageOf = (id: string): string => id.slice(id.indexOf('-'));

/** Is it counted in, and no more in `rest`? */
const isPast = (upTo: SavedCounters['upTo'], id: string): boolean => id <= (upTo[pageOf(id)] ?? '');

/** The tallies as they stand with all events counted. Counters that are not saved are not known. */
export function tallyAll(
  { tallies, rest }: Pick<SavedCounters, 'tallies' | 'rest'>,
  counters: Counters,
): Map<string, Tally> {
  const known = new Map<string, Tally>();
  for (const [key, packed] of Object.entries(tallies))
    if (counters.has(key)) known.set(key, unpackTally(packed));
  for (const { at, counters: keys } of rest)
    for (const key of keys) {
      const [counter, tally] = [counters.get(key), known.get(key)];
      if (counter && tally) countEvent(counter, tally, at);
    }
  return known;
}

const pack = (tallies: Map<string, Tally>): SavedCounters['tallies'] =>
  Object.fromEntries([...tallies].map(([key, tally]) => [key, packTally(tally)]));

/** The last event of each page, of those before and these; the page that came last comes last. */
function lastOfPages(before: SavedCounters['upTo'], ids: readonly string[]): SavedCounters['upTo'] {
  const last = { ...before };
  for (const id of ids) {
    const page = pageOf(id);
    const [, later = id] = [last[page] ?? '', id].sort();
    delete last[page];
    last[page] = later;
  }
  return Object.fromEntries(Object.entries(last).slice(-MAX_PAGES));
}

/** Counts the oldest events into the tallies. */
function fold(saved: SavedCounters, counters: Counters): SavedCounters {
  const folded = saved.rest.slice(0, -MAX_REST / 2);
  const ids = idsOf(folded);
  const unsure = Object.fromEntries(saved.unsure.map((id) => [pageOf(id), id]));
  return {
    ...saved,
    tallies: pack(tallyAll({ ...saved, rest: folded }, counters)),
    upTo: lastOfPages(saved.upTo, ids),
    unsure: Object.values(lastOfPages(unsure, ids)).slice(-MAX_UNSURE),
    rest: saved.rest.slice(-MAX_REST / 2),
  };
}

/**
 * Adds events of a page, in its order. Those that are saved already are not added again, so that a page repeats what
 * it is not sure to have saved.
 */
export function addEvents(
  saved: SavedCounters,
  events: readonly CountedEvent[],
  counters: Counters,
): SavedCounters {
  const fresh = events.filter(
    ({ id }) => !isPast(saved.upTo, id) && !saved.rest.some((one) => one.id === id),
  );
  const inDoubt = saved.inDoubt || fresh.some(({ at }) => at <= saved.asOf);
  const all = { ...saved, inDoubt, rest: [...saved.rest, ...fresh] };
  return all.rest.length > MAX_REST ? fold(all, counters) : all;
}

/** Events of which a baseline must say whether it holds them, before it can be put in the place of what is saved. */
export const toAsk = ({ unsure, rest }: SavedCounters): string[] => [...unsure, ...idsOf(rest)];

/**
 * Puts the collector's counters in place of the saved ones, and adds the events that they do not hold; undefined where
 * that can not be told, as it was not asked about all of them. Then ask again: what is saved still holds. Counters that
 * the baseline does not have stay as they are.
 */
export function rebase(
  saved: SavedCounters,
  { seq, counters: told, asked, holds, at }: Baseline,
  counters: Counters,
): SavedCounters | undefined {
  // An older one comes late, but not by a day: then the collector has begun anew.
  if (seq < saved.seq && at < saved.asOf + DAY) return saved;
  const gaveUp = at - GIVEN_UP_MS;
  const isHeld = (id: string) => holds.includes(id);
  // What the collector has not got in this time, it never gets: the queue has given it up too.
  const isGone = (event: CountedEvent) => isHeld(event.id) || event.at < gaveUp;
  const isInDoubt = (event: CountedEvent) => event.at <= at && !asked.includes(event.id) && !isGone(event);
  // Of a page, events go in their order: it holds the folded ones when it holds the last of them.
  if (saved.rest.some(isInDoubt) || !saved.unsure.every((id) => isHeld(id) || madeAt(id) < gaveUp))
    return undefined;
  const gone = saved.rest.filter(isGone);
  const own = tallyAll({ ...saved, rest: gone }, counters);
  const upTo = lastOfPages(saved.upTo, idsOf(gone));
  const rest = saved.rest.filter((event) => !isGone(event));
  for (const [key, baseline] of Object.entries(told)) own.set(key, fromBaseline(baseline));
  return { tallies: pack(own), upTo, rest, unsure: [], inDoubt: false, seq, asOf: at };
}

/** Begins counters that are new at `now`, from when on they miss nothing, and drops those that no rule asks for. */
export function followRules(saved: SavedCounters, counters: Counters, now: number): SavedCounters {
  const begun = packTally(createTally(now));
  const tallies = Object.fromEntries([...counters.keys()].map((key) => [key, saved.tallies[key] ?? begun]));
  return { ...saved, tallies };
}
