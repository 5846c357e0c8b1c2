import type { ScorePart } from '@tendril/protocol';
import { reject } from '../condition/work.js';
import type { Binder } from './binder.js';

/** A number that weighted conditions add up to. */
export interface Score {
  readonly name: string;
  /** NaN while a part is unknown. */
  sum(): number;
}

/**
 * Its sum is the points of all parts that hold; none while one of them is unknown. To count it as not holding would let
 * "fewer than 50 points" show a nudge to somebody of whom nothing is known. Throws where a part is not one.
 */
export function compileScore(name: string, list: readonly ScorePart[], at: string, bind: Binder): Score {
  const parts = list.map(({ points, if: condition }, index) => {
    if (!Number.isFinite(points)) reject('type');
    return { points, ask: bind.condition(condition, `${at}[${index}].if`) };
  });
  return {
    name,
    // True counts once and false not at all. Unknown is no number, and makes the sum none.
    sum: () => parts.reduce((total, { points, ask }) => total + points * Number(ask()), 0),
  };
}
