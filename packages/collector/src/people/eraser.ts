import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Turn } from '../applier/turn.port.js';
import type { ChangeFeed } from '../feed/change-feed.port.js';
import type { EventLog, Position } from '../log/event-log.port.js';
import type { Outbox } from '../outbox/outbox.port.js';
import type { Store } from '../store/store.port.js';
import { eraseFromLog } from './erase-from-log.js';
import type { Erasure } from './erasure-keeper.port.js';

const STEP_EVENTS = 500;

export interface EraserParts {
  log: EventLog;
  store: Store;
  outbox: Outbox;
  feed: ChangeFeed;
  turn: Turn;
  logger: FastifyBaseLogger;
  /** Writes exported days anew, where somebody exports. */
  rewriteExports?: (days: readonly string[], signal: AbortSignal) => Promise<void>;
}

/** A deletion under way. `done` goes from 0 to 1. */
export interface PendingErasure {
  position: Position;
  done: number;
}

/** Carries out deletions, slice by slice, beside everything else. */
export interface Eraser {
  pending(): Promise<PendingErasure[]>;
  /** Ends after the slice under way; the rest is done after the next start. */
  stop(): Promise<void>;
}

/** Starts with what an earlier process left, and goes on with each deletion that is applied. */
export const startEraser = (parts: EraserParts): Eraser => {
  const { log, store, outbox, feed, turn, logger, rewriteExports } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const progress = new Map<Position, number>();
  let working: Promise<void> | undefined;
  let again = false;

  const eraseFromStore = async (erasure: Erasure): Promise<void> => {
    for (let after: number | undefined = 0; after !== undefined && !signal.aborted; ) {
      after = (await store.erase(erasure, after, STEP_EVENTS)).next;
      await nextTurn();
    }
  };
  /** Gone from here: what is left are files elsewhere, which may be out of reach for longer. */
  const gone = new Set<Position>();
  const eraseHere = async (erasure: Erasure): Promise<void> => {
    const { position } = erasure;
    await eraseFromStore(erasure);
    try {
      await eraseFromLog(log, erasure, signal, (done) => progress.set(position, done));
    } finally {
      // Also where the log can not be changed. Long after the store: no forwarder writes it down again.
      if (!signal.aborted) await outbox.forget(erasure.person);
    }
    if (!signal.aborted) gone.add(position);
  };
  const erase = async (erasure: Erasure): Promise<void> => {
    const { position } = erasure;
    if (!gone.has(position)) await eraseHere(erasure);
    if (signal.aborted) return;
    await rewriteExports?.(await store.erasedDays(position), signal);
    if (signal.aborted) return;
    await store.finishErasure(erasure);
    gone.delete(position);
    progress.delete(position);
    logger.info({ position }, 'a person was deleted');
  };
  const work = async (): Promise<void> => {
    do {
      again = false;
      for (const erasure of await store.pendingErasures()) if (!signal.aborted) await erase(erasure);
    } while (again && !signal.aborted);
  };
  const wake = (): void => {
    if (!turn.isMine()) return;
    again = true;
    working ??= work()
      .catch((error: unknown) =>
        logger.error({ err: error }, 'a person can not be deleted now; trying again later'),
      )
      .finally(() => {
        working = undefined;
      });
  };

  const unsubscribe = feed.subscribe('applied', wake);
  wake();
  return {
    pending: async () =>
      (await store.pendingErasures()).map(({ position }) => ({
        position,
        done: progress.get(position) ?? 0,
      })),
    stop: async () => {
      unsubscribe();
      stopping.abort();
      await working;
    },
  };
};
