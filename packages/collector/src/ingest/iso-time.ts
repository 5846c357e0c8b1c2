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

/** As `toISOString` writes it, on a day that every month has. Most times are; reading one costs many times as much. */
const PLAIN = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

export const isIsoTime = (text: string): boolean => PLAIN.test(text) || parseIsoTime(text) !== undefined;

/** ISO 8601 in UTC with milliseconds. */
export const toIsoTime = (time: number): string => new Date(time).toISOString();
