import { toIsoTime } from '../ingest/iso-time.js';

const DAY_MS = 24 * 3600 * 1000;

/** A day in UTC, `2026-01-31`. */
export type Day = string;

/** Milliseconds since 1970 of its begin; undefined when there is no such day. */
export const beginOf = (day: Day): number | undefined => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00.000Z`) : Number.NaN;
  // 2026-02-30 is read as the second of March.
  return !Number.isNaN(time) && dayAt(time) === day ? time : undefined;
};

export const dayAt = (time: number): Day => toIsoTime(time).slice(0, 10);

/** Whether what was received on a day is all there still, when it is kept for `keptDays`; 0 is for ever. */
export const isKept = (day: Day, keptDays: number, now: number): boolean =>
  keptDays === 0 || endOf(day) - DAY_MS > now - keptDays * DAY_MS;

/** The first instant after a day. */
export const endOf = (day: Day): number => Date.parse(`${day}T00:00:00.000Z`) + DAY_MS;

/** The day before today, which is the last that is over. */
export const lastDay = (now: number): Day => dayAt(now - DAY_MS);

/** All days from one to another, both included. */
export const daysFrom = (from: Day, to: Day): Day[] => {
  const days: Day[] = [];
  for (let day = from; day <= to; day = dayAt(endOf(day))) days.push(day);
  return days;
};

/** The `count` days that end with `to`. */
export const lastDays = (to: Day, count: number): Day[] => daysFrom(dayAt(endOf(to) - count * DAY_MS), to);
