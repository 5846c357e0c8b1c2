const ISO_DATE = /^\d{4}-\d{2}-\d{2}/;
/** As databases and Python write it: `2026-01-31 12:00:00`. */
const SPACED = /^([\d-]{10}) ([\d:.]+)$/;
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Milliseconds since 1970 of an ISO 8601 text, or undefined when it is none. A time without a zone is taken as UTC:
 * `Date.parse` would take it as the server's own zone, and the same event would be another one on another machine.
 */
export const parseIsoTime = (text: string): number | undefined => {
  if (!ISO_DATE.test(text)) return undefined;
  const written = text.replace(SPACED, '$1T$2');
  const hasZone = written.endsWith('Z') || !written.includes('T') || ZONE.test(written);
  const time = Date.parse(hasZone ? written : `${written}Z`);
  return Number.isNaN(time) ? undefined : time;
};

/** The number that `count` digits at a place of a text say; -1 where one of them is none. */
const digitsAt = (text: string, place: number, count: number): number => {
  let number = 0;
  for (let at = place; at < place + count; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = 10 * number + digit;
  }
  return number;
};

const isWithin = (number: number, least: number, most: number): boolean => number >= least && number <= most;

/** As `toISOString` writes it, on a day that every month has. Most times are; reading one costs many times as much. */
const isPlain = (text: string): boolean =>
  text.length === 24 &&
  text[4] === '-' &&
  text[7] === '-' &&
  text[10] === 'T' &&
  text[13] === ':' &&
  text[16] === ':' &&
  text[19] === '.' &&
  text[23] === 'Z' &&
  digitsAt(text, 0, 4) >= 0 &&
  isWithin(digitsAt(text, 5, 2), 1, 12) &&
  isWithin(digitsAt(text, 8, 2), 1, 28) &&
  isWithin(digitsAt(text, 11, 2), 0, 23) &&
  isWithin(digitsAt(text, 14, 2), 0, 59) &&
  isWithin(digitsAt(text, 17, 2), 0, 59) &&
  digitsAt(text, 20, 3) >= 0;

export const isIsoTime = (text: string): boolean => isPlain(text) || parseIsoTime(text) !== undefined;

/** ISO 8601 in UTC with milliseconds. */
export const toIsoTime = (time: number): string => new Date(time).toISOString();
