import type { DidLeaf } from '../condition/compile-options.js';
import { changeOf, windowAt } from '../counters/compile-did.js';
import { countIn, daysIn, type Range, type Tally } from '../counters/tally.js';

/** At least and at most; without `most`, events may be missing. */
export interface Counted {
  least: number;
  most?: number;
}

/** What there is to measure in the window of a `$did`, whether it is asked or not. */
export interface Measured {
  count: Counted;
  /** Distinct days, in UTC. */
  days: Counted;
  /** When the last event was (epoch ms, of all time); absent where none is known. */
  last?: number;
  /** Against the window before; absent where one of the two is not known or the earlier is empty. */
  change?: number;
}

const counted = ([least, most]: Range): Counted => ({ least, ...(most < Infinity && { most }) });

/** Measures a tally as a `$did` does. */
export function measureDid(did: DidLeaf, tally: Tally, now: number): Measured {
  const window = windowAt(did, tally, now);
  const change = did.change && changeOf(window);
  return {
    count: counted(countIn(window)),
    days: counted(daysIn(window)),
    ...(tally.last && { last: tally.last }),
    ...(change !== undefined && { change }),
  };
}
