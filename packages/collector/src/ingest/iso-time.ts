const ISO_DATE = /^\d{4}-\d{2}-\d{2}/;
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Milliseconds since 1970 of an ISO 8601 text, or undefined when it is none. A time without a zone is taken as UTC:
 * `Date.parse` would take it as the server's own zone, and the same event would be another one on another machine.
 */
export const parseIsoTime = (text: string): number | undefined => {
  if (!ISO_DATE.test(text)) return undefined;
  const time = Date.parse(text.includes('T') && !ZONE.test(text) ? `${text}Z` : text);
  return Number.isNaN(time) ? undefined : time;
};

/** ISO 8601 in UTC with milliseconds. */
export const toIsoTime = (time: number): string => new Date(time).toISOString();
