const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Days of which buckets are kept at most; of what is older, totals remain. */
const MAX_DAYS = 180;

/** Buckets of a minute for windows of up to an hour, of an hour up to 48 hours, else of a day in UTC. */
export const bucketWidth = (withinMs: number): number =>
  withinMs <= HOUR ? MINUTE : withinMs <= 2 * DAY ? HOUR : DAY;

/** "The last N days" are today and the N days before; hours and minutes alike. Infinity for `ever`. */
export const windowBuckets = (withinMs: number, width: number): number => Math.ceil(withinMs / width) + 1;

/** How many buckets a counter keeps for a window, and for the one before it where the two are compared. */
export const bucketsToKeep = (withinMs: number, width: number, windows: 1 | 2): number =>
  windows * Math.min(windowBuckets(withinMs, width), MAX_DAYS + 1);

/** How many buckets any leaf of this grain may ask for, in this ruleset or in another. */
export const mostBuckets = (width: number): number =>
  bucketsToKeep(width === MINUTE ? HOUR : width === HOUR ? 2 * DAY : Infinity, width, 2);
