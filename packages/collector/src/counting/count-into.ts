import { countEvent, createTally, type PackedTally, packTally, unpackTally } from '@tendril/rules';
import type { TallyChange } from './tally-changes.js';

/**
 * A stored tally with more events counted; without one, a new one. It does not say from when on nothing is missing: that
 * is so of the counter as a whole, and is known when it is read.
 */
export const countInto = (
  packed: PackedTally | undefined,
  { counter, instants }: TallyChange,
): PackedTally => {
  const tally = packed ? unpackTally(packed) : createTally(0);
  for (const at of instants) countEvent(counter, tally, at);
  return packTally(tally);
};
