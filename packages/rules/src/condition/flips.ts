import type { Test } from './truth.js';

// Tests say only what is true now. When that may change is gathered on the side, during one synchronous run: what a
// run did not look at, because the answer was certain before, can not change the answer either.
let earliest = Infinity;

/** Called by a test of time while it runs: it may answer differently at this instant (epoch ms, after `now`). */
export function noteFlip(instant: number): void {
  if (instant < earliest) earliest = instant;
}

/** The earliest instant at which a test of these facts could change by time alone; Infinity when never. */
export function nextFlip(test: Test, facts: unknown, now: number): number {
  earliest = Infinity;
  test(facts, now);
  return earliest;
}
