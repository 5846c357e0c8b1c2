import type { Compile, Operators } from '../condition/compile-options.js';
import { isArray, isScalar } from '../condition/json.js';
import { not, type Test } from '../condition/truth.js';
import { reject } from '../condition/work.js';
import { versionTest } from '../regex/version.js';

// biome-ignore lint/suspicious/noExplicitAny: JavaScript's own coercions are the point
type Coerced = any;

/** A comparison as JavaScript does it: null counts as 0, and `[5] > 3`. */
const coerced =
  (compare: (a: Coerced, b: Coerced) => boolean): Compile =>
  (operand) =>
    isScalar(operand) ? (value) => compare(value, operand) : reject('type');

/** A bare operand: a missing fact equals 0 and "null". */
const equality: Compile = (operand) => {
  if (typeof operand === 'string') return (value) => String(value) === operand;
  if (typeof operand === 'number') return (value) => Number(value) === operand;
  if (typeof operand === 'boolean') return (value) => value !== null && Boolean(value) === operand;
  return (value) => JSON.stringify(value) === JSON.stringify(operand);
};

/** What is no version counts as version 0. */
const version: Compile = (operand, _, name) => {
  const test = versionTest(operand || '0', name) ?? reject('type');
  return (value, now) => test(typeof value === 'number' ? String(value) : value || '0', now);
};

const fold = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);
/** A missing fact is in a list that holds null. */
const membership =
  (normal: (value: unknown) => unknown): Compile =>
  (operand) => {
    if (!isArray(operand)) return reject('type');
    const members = operand.map(normal);
    return (value) => (isArray(value) ? value : [value]).some((one) => members.includes(normal(one)));
  };
const isIn = membership((value) => value);
const isInFolded = membership(fold);

const opposite =
  (make: Compile): Compile =>
  (...args): Test =>
    not(make(...args));

/**
 * GrowthBook's own semantics where ours are stricter: pass it as the option `operators`. For comparing the two; rules
 * are evaluated without it.
 */
export const COMPAT_OPERATORS: Operators = {
  '': equality,
  $lt: coerced((a, b) => a < b),
  $lte: coerced((a, b) => a <= b),
  $gt: coerced((a, b) => a > b),
  $gte: coerced((a, b) => a >= b),
  $in: isIn,
  $nin: opposite(isIn),
  $ini: isInFolded,
  $nini: opposite(isInFolded),
  $veq: version,
  $vne: version,
  $vlt: version,
  $vlte: version,
  $vgt: version,
  $vgte: version,
};
