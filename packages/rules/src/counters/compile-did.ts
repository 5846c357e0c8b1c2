import type { DidLeaf, Leaf } from '../condition/compile-options.js';
import { noteFlip } from '../condition/flips.js';
import { all, type Test, type Truth } from '../condition/truth.js';
import { bucketWidth, DAY, windowBuckets } from './bucket.js';
import { holdsOver } from './holds-over.js';
import { marksOf } from './marks.js';
import { countIn, daysIn, type Range, type Tally } from './tally.js';

/** A window over a tally, and the one before it. */
export interface Window {
  tally: Tally;
  width: number;
  /** Number of buckets. */
  length: number;
  /** First bucket. */
  start: number;
}

/** The window that a leaf asks of, as it lies now. */
export function windowAt({ withinMs }: DidLeaf, tally: Tally, now: number): Window {
  const width = bucketWidth(withinMs);
  const length = windowBuckets(withinMs, width);
  return { tally, width, length, start: Math.floor(now / width) - length + 1 };
}

/** Time alone changes a count when a bucket leaves the window, and what is known when the window is covered. */
function noteEdges({ tally, width, length }: Window, windows: number, now: number): void {
  if (length === Infinity) return;
  const noteLeaving = (bucket: number) => {
    for (let window = 1; window <= windows; window++) {
      const edge = (bucket + window * length) * width;
      if (edge > now) noteFlip(edge);
    }
  };
  for (const bucket of tally.buckets.keys()) noteLeaving(bucket);
  noteLeaving(Math.ceil(tally.from / width) - 1);
}

/** This window's count less that of the one before, over the latter; undefined unless both are known and it is not 0. */
export function changeOf(window: Window): number | undefined {
  const { start, length } = window;
  const [now, most] = countIn(window);
  const [before, mostBefore] = countIn({ ...window, start: start - length, end: start });
  return now === most && before === mostBefore && before > 0 ? (now - before) / before : undefined;
}

type Measure = (window: Window, now: number, facts: unknown) => Truth;

function measures({ count, days, last, change }: DidLeaf, leaf: Pick<Leaf, 'key' | 'paths'>): Measure[] {
  const marks = marksOf(leaf);
  const ranged =
    (test: Test, rangeOf: (window: Window) => Range): Measure =>
    (window, now, facts) =>
      holdsOver(test, rangeOf(window), marks, now, facts);
  const asked: (Measure | undefined)[] = [
    count && ranged(count, countIn),
    days && ranged(days, daysIn),
    // A known event is the last one unless others may be missing after it.
    last &&
      (({ tally }, now, facts) =>
        tally.last >= tally.from ? last(tally.last || null, now, facts) : undefined),
    change &&
      ((window, now, facts) => {
        const changed = changeOf(window);
        return changed === undefined ? changed : change(changed, now, facts);
      }),
  ];
  return asked.filter((one) => one !== undefined);
}

/**
 * The test of a `$did` leaf over a counter's tally: unknown where there is no tally, and where events that may be
 * missing could change the answer. So "at least N" may be known early; "fewer than N" and "never" need cover.
 */
export function compileDid(
  leaf: Pick<Leaf, 'key' | 'paths'> & { did: DidLeaf },
  tally: () => Tally | undefined,
): Test {
  const { did } = leaf;
  const test = all(measures(did, leaf) as Test[]);
  return (facts, now) => {
    const found = tally();
    // An event of the day after tomorrow: one of the two clocks is wrong, and no one knows which.
    if (!found || found.last > now + DAY) return undefined;
    const window = windowAt(did, found, now);
    noteEdges(window, did.change ? 2 : 1, now);
    return test(window, now, facts);
  };
}
