import type { FastifyBaseLogger } from 'fastify';
import type { Turn } from '../applier/turn.port.js';
import type { EventLog } from '../log/event-log.port.js';
import type { Store } from '../store/store.port.js';
import { type Policy, sweep } from './sweep.js';

const SWEEP_EVERY_MS = 10 * 60 * 1000;

export interface RetentionParts {
  log: EventLog;
  store: Store;
  turn: Turn;
  logger: FastifyBaseLogger;
  now: () => number;
  policy: Policy;
}

/** Keeps to the policy while the collector runs. */
export interface Retention {
  /** Ends a sweep under way after its step. */
  stop(): Promise<void>;
}

/** Sweeps at once and every ten minutes; not at all when everything is kept for ever. */
export const startRetention = ({ log, store, turn, logger, now, policy }: RetentionParts): Retention => {
  const stopping = new AbortController();
  let sweeping: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      const { records, rows } = await sweep({ log, store }, policy, now(), stopping.signal);
      if (records + rows > 0) logger.info({ records, rows }, 'removed what was older than the policy allows');
    } catch (error) {
      logger.error({ err: error }, 'old records can not be removed; trying again later');
    }
    sweeping = undefined;
  };
  const start = (): void => {
    if (!turn.isMine()) return;
    sweeping ??= run();
  };
  const hasWork = policy.keepLogDays > 0 || policy.keepEventsDays > 0;
  const timer = hasWork ? setInterval(start, SWEEP_EVERY_MS).unref() : undefined;
  if (hasWork) start();
  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await sweeping;
    },
  };
};
