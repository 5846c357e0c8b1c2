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

/**
 * Where one meter goes: change per day over its daily samples, oldest first, and days from the newest sample until its
 * limit. Undefined when there are samples of less than two days.
 */
export const trendOf = (samples: UsageSample[]): TrendFacts | undefined => {
  const perDay = slope(samples);
  const newest = samples.at(-1);
  if (perDay === undefined || !newest) return undefined;
  const left = newest.limit === undefined ? undefined : Math.max(0, newest.limit - newest.used);
  const arrives = left === 0 || (left !== undefined && perDay > 0);
  return {
    perDay: round(perDay),
    ...(arrives && { daysToLimit: left === 0 ? 0 : round((left ?? 0) / perDay) }),
  };
};
