import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { CountPlan } from '../counting/count-plan.js';
import type { ChangeFeed } from '../feed/change-feed.port.js';
import type { IpPolicy } from '../ingest/apply-ip-policy.js';
import type { EventLog, Position } from '../log/event-log.port.js';
import { messageOf } from '../problem.js';
import type { Store } from '../store/store.port.js';
import { createEntryApplier } from './apply-entries.js';
import type { Turn } from './turn.port.js';

export interface ApplierParts {
  log: EventLog;
  store: Store;
  feed: ChangeFeed;
  turn: Turn;
  logger: FastifyBaseLogger;
  ip: IpPolicy;
  /** What is counted of the events that are applied now. */
  plan: () => CountPlan;
}

/** Carries what the log holds into the store, in order, from where the store says it is, when it is its turn. */
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
/** How soon a collector sees how far another one is, and that it is gone. */
const FOLLOW_MS = 250;

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
export const startApplier = async (parts: ApplierParts): Promise<Applier> => {
  const { log, store, feed, turn, logger, ip, plan } = parts;
  const entries = createEntryApplier({
    ...{ store, ip, plan },
    onAside: ({ position: at, record: { id } }, err) =>
      logger.error(
        { err, position: at, request: id, cure: 'tendril dead-letter list' },
        'events passed every check and can not be stored: they are dead letters now',
      ),
  });
  let position: Position = await store.position();
  await warnOfGap(log, position, logger);
  let failure: string | undefined;
  let retry: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let isStopping = false;
  /** Another collector works: this one asks again by the clock, and not with each request. */
  let isOthers = false;

  const later = (ms: number): void => {
    clearTimeout(retry);
    if (!isStopping) retry = setTimeout(wake, ms);
  };
  /** One chunk. False when there is none. */
  const applyNext = async (): Promise<boolean> => {
    const applied = await entries.apply(await log.read(position, CHUNK_RECORDS), position);
    if (!applied) return false;
    position = applied.isOvertaken ? await store.position() : applied.position;
    failure = undefined;
    if (applied.isOvertaken) return true;
    await feed.publish('applied', String(applied.newest));
    for (const subject of applied.changed) await feed.publish(subject, String(position));
    return true;
  };
  const applyAll = async (): Promise<void> => {
    const wasOthers = isOthers;
    isOthers = !(await turn.take());
    if (isOthers) {
      // How far the other one is says how much waits.
      position = await store.position();
      failure = undefined;
      return later(FOLLOW_MS);
    }
    // Whoever works when something is applied begins now: the one before may have left something.
    if (wasOthers) await feed.publish('applied', feed.latest('applied')?.version ?? '0');
    while (await applyNext()) await nextTurn();
    failure = undefined;
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
      later(RETRY_MS);
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
    if (failure === undefined && !isOthers) wake();
  });
  // Who works beside the applier wants to know whose turn it is.
  await turn.take().catch(() => false);
  wake();
  return {
    lag: () => log.lag(position),
    failure: () => failure,
    stop: async () => {
      stopListening();
      isStopping = true;
      wake();
      await running;
      clearTimeout(retry);
      await turn.release();
    },
  };
};
