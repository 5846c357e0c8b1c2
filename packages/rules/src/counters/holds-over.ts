import type { Test, Truth } from '../condition/truth.js';
import type { Marks } from './marks.js';
import type { Range } from './tally.js';

/**
 * What a test says of a whole number that lies somewhere in a range: true or false only where it says so of every
 * number there. A test that does nothing but compare with some numbers, the `marks`, changes its answer only at them:
 * it is enough to ask at both ends, and at and beside each mark. Without marks it must be asked of one number.
 */
export function holdsOver(
  test: Test,
  [least, most]: Range,
  marks: Marks,
  now: number,
  facts: unknown,
): Truth {
  const truth = test(least, now, facts);
  if (least === most) return truth;
  const compared = marks(facts);
  if (!compared) return undefined;
  // The end of an open range is a number like others, larger than all marks.
  const end = Math.min(most, Number.MAX_SAFE_INTEGER);
  const beside = compared.flatMap((mark) => [-1, 0, 1].map((step) => Math.floor(mark) + step));
  const agrees = [end, ...beside].every(
    (point) => !(point > least && point <= end) || test(point, now, facts) === truth,
  );
  return agrees ? truth : undefined;
}
