import type { TrendFacts } from '@tendril/protocol';
import type { UsageSample } from './facts-reader.port.js';

const DAY_MS = 24 * 3600 * 1000;
const dayNumber = (day: string): number => Date.parse(day) / DAY_MS;
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const round = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Slope of the line that is nearest to the samples (least squares); undefined for a single day. */
const slope = (samples: UsageSample[]): number | undefined => {
  const days = samples.map(({ day }) => dayNumber(day));
  const middle = mean(days);
  const level = mean(samples.map(({ used }) => used));
  const spread = days.reduce((sum, day) => sum + (day - middle) ** 2, 0);
  if (spread === 0) return undefined;
  const rise = samples.reduce((sum, { used }, i) => sum + ((days[i] ?? 0) - middle) * (used - level), 0);
  return rise / spread;
};

const WEEK_DAYS = 7;

/** The newest reading against the one that held a week before `today`; undefined where none did, or it was 0. */
const weeklyChange = (samples: UsageSample[], today: number): number | undefined => {
  const before = samples.filter(({ day }) => dayNumber(day) <= today - WEEK_DAYS).at(-1)?.used;
  const now = samples.at(-1)?.used;
  return before && now !== undefined ? round((now - before) / before) : undefined;
};

/**
 * Days from `today` until the limit is reached, where it is going there. The line goes on from the newest reading, which
 * may be some days old.
 */
const daysToLimit = (
  perDay: number,
  { used, limit, day }: UsageSample,
  today: number,
): number | undefined => {
  if (limit === undefined) return undefined;
  if (used >= limit) return 0;
  return perDay > 0 ? round(Math.max(0, (limit - used) / perDay - (today - dayNumber(day)))) : undefined;
};

/**
 * Where one meter goes, by its daily samples, oldest first, as of the day `today`. Undefined when there are samples of
 * less than two days.
 */
export const trendOf = (samples: UsageSample[], today: string): TrendFacts | undefined => {
  const perDay = slope(samples);
  const newest = samples.at(-1);
  if (perDay === undefined || !newest) return undefined;
  const change = weeklyChange(samples, dayNumber(today));
  const days = daysToLimit(perDay, newest, dayNumber(today));
  return {
    perDay: round(perDay),
    ...(days !== undefined && { daysToLimit: days }),
    ...(change !== undefined && { change }),
  };
};
