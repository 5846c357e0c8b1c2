import type { DidLeaf } from '../condition/compile-options.js';
import { bucketsToKeep, bucketWidth } from './bucket.js';
import { addToTally, type Tally } from './tally.js';

/** What is counted, for all leaves that ask of the same events at the same grain. */
export interface Counter {
  /** Identifies it on the device and on the server. */
  readonly key: string;
  readonly event: string;
  readonly where: DidLeaf['where'];
  readonly scope: DidLeaf['scope'];
  /** Width of a bucket in milliseconds. */
  readonly width: number;
  /** How many buckets its leaves ask for. */
  keep: number;
}

/** The key of the counter that a leaf reads. A leaf of another grain reads another counter. */
export const counterKey = ({ key, withinMs }: DidLeaf): string => `${bucketWidth(withinMs) / 60_000}m ${key}`;

export const createCounter = (leaf: DidLeaf): Counter => ({
  key: counterKey(leaf),
  event: leaf.event,
  where: leaf.where,
  scope: leaf.scope,
  width: bucketWidth(leaf.withinMs),
  keep: 0,
});

/** Makes the counter keep what one more leaf asks for. */
export function serveLeaf(counter: Counter, { withinMs, change }: DidLeaf): void {
  counter.keep = Math.max(counter.keep, bucketsToKeep(withinMs, counter.width, change ? 2 : 1));
}

/** Does an event of the counter's name count? `where` is asked when it happens, never later. */
export const counts = ({ where }: Counter, properties: object, now: number): boolean =>
  !where || where({ event: properties }, now) === true;

/** Counts one event at an instant, epoch milliseconds. */
export const countEvent = ({ keep, width }: Counter, tally: Tally, at: number): void =>
  addToTally(tally, at, keep, width);
