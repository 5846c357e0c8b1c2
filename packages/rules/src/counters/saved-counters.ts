import { type Counter, countEvent } from './counter.js';
import { type PackedTally, packTally, unpackTally } from './pack-tally.js';
import { createTally, type Tally } from './tally.js';

/** The place of an event among those of its page: whatever sorts by `<`, such as a count or the time in a messageId. */
export type Sequence = number | string;

/** An event that some counters counted. */
export interface CountedEvent {
  /** The page load that recorded it. */
  page: string;
  seq: Sequence;
  /** Epoch milliseconds. */
  at: number;
  counters: readonly string[];
}

/** Counters that hold, of each page, all events up to a sequence: as the server sends them, and as folded here. */
export interface Baseline {
  tallies: { readonly [counter: string]: PackedTally };
  upTo: { readonly [page: string]: Sequence };
}

/** All counters of one person on one device, as plain JSON. */
export interface SavedCounters extends Baseline {
  /** Events that the tallies do not hold, in the order in which they came; of one page, in its own order. */
  rest: readonly CountedEvent[];
}

export const NO_COUNTERS: SavedCounters = { tallies: {}, upTo: {}, rest: [] };

/** So many events are kept one by one, for a baseline that holds only some of them. */
const MAX_REST = 200;
/** Pages of which it is remembered how far they are counted: those since then are long gone. */
const MAX_PAGES = 200;

type Counters = ReadonlyMap<string, Counter>;

const isHeld = (upTo: Baseline['upTo'], { page, seq }: Pick<CountedEvent, 'page' | 'seq'>): boolean => {
  const held = upTo[page];
  return held !== undefined && seq <= held;
};

/** The tallies as they stand with all events counted. Counters that are not saved are not known. */
export function tallyAll({ tallies, rest }: SavedCounters, counters: Counters): Map<string, Tally> {
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

const pack = (tallies: Map<string, Tally>): Baseline['tallies'] =>
  Object.fromEntries([...tallies].map(([key, tally]) => [key, packTally(tally)]));

/** Counts the oldest events into the tallies. */
function fold(saved: SavedCounters, counters: Counters): SavedCounters {
  const folded = saved.rest.slice(0, -MAX_REST / 2);
  const tallies = tallyAll({ ...saved, rest: folded }, counters);
  const upTo = { ...saved.upTo };
  for (const { page, seq } of folded) {
    delete upTo[page]; // the page last folded comes last
    upTo[page] = seq;
  }
  return {
    tallies: pack(tallies),
    upTo: Object.fromEntries(Object.entries(upTo).slice(-MAX_PAGES)),
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
    (event) =>
      !isHeld(saved.upTo, event) &&
      !saved.rest.some(({ page, seq }) => page === event.page && seq === event.seq),
  );
  const all = { ...saved, rest: [...saved.rest, ...fresh] };
  return all.rest.length > MAX_REST ? fold(all, counters) : all;
}

/**
 * Puts the server's counters in place of the saved ones, and adds the events that they do not hold. A baseline that
 * lacks events which can no longer be told apart is older than what is known here, and changes nothing. Counters that
 * the baseline does not have stay as they are.
 */
export function rebase(saved: SavedCounters, { tallies, upTo }: Baseline, counters: Counters): SavedCounters {
  const lacks = (event: Pick<CountedEvent, 'page' | 'seq'>) => !isHeld(upTo, event);
  if (Object.entries(saved.upTo).some(([page, seq]) => lacks({ page, seq }))) return saved;
  const own = tallyAll({ ...saved, rest: saved.rest.filter((event) => !lacks(event)) }, counters);
  return { tallies: { ...pack(own), ...tallies }, upTo, rest: saved.rest.filter(lacks) };
}

/** Begins counters that are new at `now`, from when on they miss nothing, and drops those that no rule asks for. */
export function followRules(saved: SavedCounters, counters: Counters, now: number): SavedCounters {
  const begun = packTally(createTally(now));
  const tallies = Object.fromEntries([...counters.keys()].map((key) => [key, saved.tallies[key] ?? begun]));
  return { ...saved, tallies };
}
