import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { ChangeFeed } from '../feed/change-feed.port.js';
import { openRecord } from '../ingest/open-record.js';
import type { EventLog, LogEntry, Position } from '../log/event-log.port.js';
import { messageOf } from '../problem.js';
import type { Chunk, Store } from '../store/store.port.js';

export interface ApplierParts {
  log: EventLog;
  store: Store;
  feed: ChangeFeed;
  logger: FastifyBaseLogger;
}

/** Carries what the log holds into the store, in order, from where the store says it is. */
export interface Applier {
  /** How many records wait. */
  lag(): Promise<number>;
  /** Why the last attempt failed; undefined when it went well. */
  failure(): string | undefined;
  /** Applies what is left, as far as that goes without an error, and stops. */
  stop(): Promise<void>;
}

/** Records in one transaction. Small, because opening and applying them keeps this thread from its requests. */
const CHUNK_RECORDS = 16;
const RETRY_MS = 1000;

const openAll = (entries: LogEntry[]): Chunk => {
  const chunks = entries.map(({ record }) => openRecord(record));
  return {
    events: chunks.flatMap(({ events }) => events),
    deadLetters: chunks.flatMap(({ deadLetters }) => deadLetters),
  };
};

/** Starts the consumer loop. */
export const startApplier = async ({ log, store, feed, logger }: ApplierParts): Promise<Applier> => {
  let position: Position = await store.position();
  let failure: string | undefined;
  let retry: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;

  const applyAll = async (): Promise<void> => {
    for (;;) {
      const entries = await log.read(position, CHUNK_RECORDS);
      const last = entries.at(-1);
      if (!last) return;
      const newest = await store.apply(last.position, openAll(entries));
      position = last.position;
      failure = undefined;
      await feed.publish('applied', String(newest));
      await nextTurn();
    }
  };
  const run = async (): Promise<void> => {
    try {
      do {
        again = false;
        await applyAll();
      } while (again);
    } catch (error) {
      failure = messageOf(error);
      logger.error({ err: error, position }, 'events can not be applied; trying again in a second');
      retry = setTimeout(wake, RETRY_MS);
    }
    running = undefined;
  };
  const wake = (): void => {
    again = true;
    if (running) return;
    clearTimeout(retry);
    running = run();
  };

  const stopListening = log.onAppend(() => {
    // After a failure the timer decides: a full disk does not get better with each request.
    if (failure === undefined) wake();
  });
  wake();
  return {
    lag: () => log.lag(position),
    failure: () => failure,
    stop: async () => {
      stopListening();
      wake();
      await running;
      clearTimeout(retry);
    },
  };
};
