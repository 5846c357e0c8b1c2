import type { Test, Truth } from './truth.js';

/** Makes a test from a checked operand, or says what the operand should have been. */
export type Operator = (operand: unknown) => Test | string;

const MAX_LIST = 10_000;
/** Attribute arrays longer than this are not searched: the answer is unknown. */
const MAX_ATTRIBUTE = 1000;

/** The number that a number or a numeric string stands for; NaN for all else. */
export const numeric = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'string' && value.trim() ? Number(value) : Number.NaN;

/** Sign of a − b; NaN where the two cannot be ordered. Two strings order by UTF-16, as JavaScript's `<` does. */
function order(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return Math.sign(numeric(a) - numeric(b));
}

const comparison =
  (accept: (sign: number) => boolean): Operator =>
  (operand) =>
    (typeof operand === 'number' && Number.isFinite(operand)) || typeof operand === 'string'
      ? (value) => accept(order(value, operand))
      : 'a number or a string';

const fold = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);
/** Undefined where there are too many to search. */
export const elements = (value: unknown): unknown[] | undefined =>
  Array.isArray(value) ? (value.length > MAX_ATTRIBUTE ? undefined : value) : value === null ? [] : [value];
/** Negates an answer that may be unknown, unless it is wanted as it is. */
const asWanted = (truth: Truth, wanted: boolean): Truth =>
  truth === undefined ? undefined : truth === wanted;

const list = (operand: unknown): operand is unknown[] => Array.isArray(operand) && operand.length <= MAX_LIST;
const LIST = `a list of at most ${MAX_LIST}`;

/** `$in` and its kin: is any element of the attribute (or the attribute itself) in the list? */
export const membership =
  (wanted: boolean, normal: (value: unknown) => unknown = (value) => value): Operator =>
  (operand) => {
    if (!list(operand)) return LIST;
    const members = new Set(operand.map(normal));
    return (value) =>
      asWanted(
        elements(value)?.some((element) => members.has(normal(element))),
        wanted,
      );
  };

const every =
  (normal: (value: unknown) => unknown): Operator =>
  (operand) => {
    if (!list(operand)) return LIST;
    const wanted = operand.map(normal);
    return (value) => {
      if (!Array.isArray(value)) return false;
      const own = elements(value);
      const has = new Set(own?.map(normal));
      return own && wanted.every((one) => has.has(one));
    };
  };

const same = (value: unknown): unknown => value;
const scalar = (operand: unknown): boolean => typeof operand !== 'object' || operand === null;
const TYPES: unknown[] = ['string', 'number', 'boolean', 'array', 'object', 'null'];
const typeName = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

/** Operators of one value. Those that hold conditions (`$not`, `$elemMatch`, `$size`) live in the compiler. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  $eq: (operand) => (scalar(operand) ? (value) => value === operand : 'a single value'),
  $ne: (operand) => (scalar(operand) ? (value) => value !== operand : 'a single value'),
  $lt: comparison((sign) => sign < 0),
  $lte: comparison((sign) => sign <= 0),
  $gt: comparison((sign) => sign > 0),
  $gte: comparison((sign) => sign >= 0),
  $in: membership(true),
  $nin: membership(false),
  $ini: membership(true, fold),
  $nini: membership(false, fold),
  $all: every(same),
  $alli: every(fold),
  $exists: (operand) =>
    typeof operand === 'boolean' ? (value) => (value !== null) === operand : 'true or false',
  $type: (operand) => (TYPES.includes(operand) ? (value) => typeName(value) === operand : 'a JSON type'),
};

/** Does the value read as this text? Unknown where it has none: it is cyclic, or its `toString` is no function. */
function reads(value: unknown, write: (value: unknown) => string, text: string): Truth {
  try {
    return value !== null && write(value) === text;
  } catch {
    return undefined;
  }
}

/** A bare operand: `{ "user.role": "owner" }`. A missing fact matches nothing but null. */
export const equality: Operator = (operand) => {
  if (operand === null) return (value) => value === null;
  if (typeof operand === 'string') return (value) => reads(value, String, operand);
  if (typeof operand === 'number') return (value) => numeric(value) === operand;
  if (typeof operand === 'boolean') return (value) => value !== null && !!value === operand;
  try {
    const text = JSON.stringify(operand);
    return (value) => reads(value, JSON.stringify, text);
  } catch {
    return 'plain JSON';
  }
};
