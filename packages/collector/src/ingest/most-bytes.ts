import { MAX_DEPTH } from './depth.js';

/** JSON writes a control character in six bytes; no letter takes more. */
const LETTER_BYTES = 6;
/** The longest number, and `false`. */
const PLAIN_BYTES = 25;
/** Quotes, a colon and a comma. */
const AROUND_BYTES = 4;

/**
 * How many bytes the JSON of a value has at most, without writing it; infinitely many when it is nested too deep. The
 * value is one that was parsed from JSON.
 */
export const mostBytes = (value: unknown, levels = MAX_DEPTH): number => {
  if (typeof value === 'string') return value.length * LETTER_BYTES + AROUND_BYTES;
  if (typeof value !== 'object' || value === null) return PLAIN_BYTES;
  if (levels === 0) return Number.POSITIVE_INFINITY;
  let bytes = AROUND_BYTES;
  if (Array.isArray(value)) {
    for (const inner of value) bytes += mostBytes(inner, levels - 1);
    return bytes + value.length;
  }
  for (const name in value) {
    bytes +=
      name.length * LETTER_BYTES +
      AROUND_BYTES +
      mostBytes((value as Record<string, unknown>)[name], levels - 1);
  }
  return bytes;
};
