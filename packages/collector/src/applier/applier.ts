import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { CountPlan } from '../counting/count-plan.js';
import type { ChangeFeed } from '../feed/change-feed.port.js';
import type { IpPolicy } from '../ingest/apply-ip-policy.js';
import type { EventLog, Position } from '../log/event-log.port.js';
import { messageOf } from '../problem.js';
import type { Store } from '../store/store.port.js';
import { openChunk } from './open-chunk.js';

export interface ApplierParts {
  log: EventLog;
  store: Store;
  feed: ChangeFeed;
  logger: FastifyBaseLogger;
  ip: IpPolicy;
  /** What is counted of the events that are applied now. */
  plan: () => CountPlan;
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

/** A store that was lost can not be built again of what was trimmed from the log. */
const warnOfGap = async (log: EventLog, position: Position, logger: FastifyBaseLogger): Promise<void> => {
  const [first] = position === 0 ? await log.read(0, 1) : [];
  if (!first || first.position === 1) return;
  logger.error(
    { begin: first.position, cure: 'Bring back store.db from a copy, or go on without what came before.' },
    'the read model is empty, and the log was trimmed: what came before its begin is known no more',
  );
};

/** Starts the consumer loop. */
export const startApplier = async ({
  log,
  store,
  feed,
  logger,
  ip,
  plan,
}: ApplierParts): Promise<Applier> => {
  let position: Position = await store.position();
  await warnOfGap(log, position, logger);
  let failure: string | undefined;
  let retry: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;

  const applyAll = async (): Promise<void> => {
    for (;;) {
      const next = openChunk(await log.read(position, CHUNK_RECORDS), ip);
      if (!next) return;
      const { newest, changed } = await store.apply(next.position, next.chunk, plan());
      position = next.position;
      failure = undefined;
      await feed.publish('applied', String(newest));
      for (const subject of changed) await feed.publish(subject, String(position));
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
