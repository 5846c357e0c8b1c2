import type { FastifyBaseLogger } from 'fastify';
import type { Turn } from '../applier/turn.port.js';
import { endOf, lastDay, lastDays } from './day.js';
import type { Destination } from './destination/destination.js';
import { DayNotApplied, type EventSource } from './events-of-day.js';
import { exportDay, readManifest } from './export-day.js';
import type { FormatName } from './formats.js';

export interface ExportSchedule {
  source: EventSource;
  destination: Destination;
  format: FormatName;
  /** Of all collectors on a store one exports. */
  turn: Turn;
  logger: FastifyBaseLogger;
  now: () => number;
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

/** Exports each day when it is over, those of the last week that are missing too. Ends after the day under way. */
export const scheduleExport = (schedule: ExportSchedule): { stop(): Promise<void> } => {
  const { logger, destination, turn } = schedule;
  let working: Promise<void> | undefined;
  const start = (): void => {
    if (!turn.isMine()) return;
    working ??= exportMissing(schedule)
      .catch((err: unknown) => {
        if (err instanceof DayNotApplied) logger.info({ why: err.message }, 'the export waits');
        else logger.error({ err, to: destination.name }, 'a day can not be exported; trying again later');
      })
      .finally(() => {
        working = undefined;
      });
  };
  const timer = setInterval(start, LOOK_EVERY_MS).unref();
  start();
  return {
    stop: async () => {
      clearInterval(timer);
      await working;
    },
  };
};
