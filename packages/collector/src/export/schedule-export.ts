import type { FastifyBaseLogger } from 'fastify';
import type { Turn } from '../applier/turn.port.js';
import { type Day, endOf, isKept, lastDay, lastDays } from './day.js';
import type { Destination } from './destination/destination.js';
import { DayNotApplied, type EventSource } from './events-of-day.js';
import { exportDay, readExported, readManifest } from './export-day.js';
import type { FormatName } from './formats.js';

export interface ExportSchedule {
  source: EventSource;
  destination: Destination;
  format: FormatName;
  /** Of all collectors on a store one exports. */
  turn: Turn;
  logger: FastifyBaseLogger;
  now: () => number;
  /** Days that stored events are kept; 0 is for ever. */
  keepEventsDays: number;
}

/** Exports by the clock. */
export interface ScheduledExport {
  /**
   * Writes those of the days anew that were exported; ends after the day under way when `signal` aborts. Rejects when that
   * can not be done now.
   */
  rewrite(days: readonly Day[], signal: AbortSignal): Promise<void>;
  /** Ends after the day under way. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 15 * 60 * 1000;
/** Requests that were under way at midnight are in the log by then. */
const AFTER_MIDNIGHT_MS = 5 * 60 * 1000;
/** A collector that was off, or a bucket that was, is made up for that far. */
const DAYS_BACK = 7;

const exportMissing = async ({ source, destination, format, logger, now }: ExportSchedule): Promise<void> => {
  for (const day of lastDays(lastDay(now()), DAYS_BACK)) {
    if (now() < endOf(day) + AFTER_MIDNIGHT_MS || (await readManifest(destination, day))) continue;
    const { rows, parts } = await exportDay({ source, destination, day, format });
    logger.info({ day, rows, files: parts.length, to: destination.name }, 'a day was exported');
  }
};

/** What was removed from the events of these days goes from their files too. */
const rewriteDays = async (
  { source, destination, logger, now, keepEventsDays }: ExportSchedule,
  days: readonly Day[],
  signal: AbortSignal,
): Promise<void> => {
  for (const day of days) {
    if (signal.aborted) return;
    const before = await readExported(destination, day);
    if (!before) continue;
    if (!isKept(day, keepEventsDays, now())) {
      const cure = 'Remove the files of that day, or take the events out of them.';
      logger.error(
        { day, to: destination.name, cure },
        'a day can not be exported again: its events are gone',
      );
      continue;
    }
    const { rows } = await exportDay({ source, destination, day, format: before.format });
    logger.info({ day, rows, to: destination.name }, 'a day was exported again, without whom was deleted');
  }
};

/** Exports each day when it is over, those of the last week that are missing too. */
export const scheduleExport = (schedule: ExportSchedule): ScheduledExport => {
  const { logger, destination, turn } = schedule;
  /** One at a time: two would put files in the place of each other's. */
  let working: Promise<void> | undefined;
  const work = (what: Promise<void>): Promise<void> => {
    working = what
      .catch(() => undefined)
      .finally(() => {
        working = undefined;
      });
    return what;
  };
  const complain = (err: unknown): void => {
    if (err instanceof DayNotApplied) logger.info({ why: err.message }, 'the export waits');
    else logger.error({ err, to: destination.name }, 'a day can not be exported; trying again later');
  };
  const start = (): void => {
    if (turn.isMine() && !working) void work(exportMissing(schedule).catch(complain));
  };
  const timer = setInterval(start, LOOK_EVERY_MS).unref();
  start();
  return {
    rewrite: async (days, signal) => {
      while (working) await working;
      await work(rewriteDays(schedule, days, signal));
    },
    stop: async () => {
      clearInterval(timer);
      await working;
    },
  };
};
