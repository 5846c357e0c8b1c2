const DAY_MS = 24 * 3600 * 1000;

/**
 * Whether a feature that was used on `lastDay` (`''`: never) may have dropped out of the count of a month by `day`.
 * Days are UTC, `2026-01-31`.
 */
export const isLongAgo = (lastDay: string, day: string): boolean =>
  lastDay === '' || Date.parse(day) - Date.parse(lastDay) > 28 * DAY_MS;
