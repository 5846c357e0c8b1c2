import { MAX_DEPTH } from './depth.js';

/** JSON writes a control character in six bytes; no letter takes more. */
const LETTER_BYTES = 6;
/** The longest number, and `false`. */
const PLAIN_BYTES = 25;
/** Quotes, a colon and a comma. */
const AROUND_BYTES = 4;

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

const leafBytes = (value: unknown): number =>
  typeof value === 'string' ? value.length * LETTER_BYTES + AROUND_BYTES : PLAIN_BYTES;

/** Most values are leaves: no call is spent on whether one is nested. */
const nestedBytes = (value: object, levels: number): number => {
  if (levels === 0) return Number.POSITIVE_INFINITY;
  let bytes = AROUND_BYTES;
  if (Array.isArray(value)) {
    for (const inner of value)
      bytes += 1 + (isNested(inner) ? nestedBytes(inner, levels - 1) : leafBytes(inner));
    return bytes;
  }
  for (const name in value) {
    const inner = (value as Record<string, unknown>)[name];
    const innerBytes = isNested(inner) ? nestedBytes(inner, levels - 1) : leafBytes(inner);
    bytes += name.length * LETTER_BYTES + AROUND_BYTES + innerBytes;
  }
  return bytes;
};

/**
 * How many bytes the JSON of a value has at most, without writing it; infinitely many when it is nested too deep. The
 * value is one that was parsed from JSON; `above` levels are around it.
 */
export const mostBytes = (value: unknown, above = 0): number =>
  isNested(value) ? nestedBytes(value, MAX_DEPTH - above) : leafBytes(value);
