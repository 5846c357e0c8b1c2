import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Turn } from '../../applier/turn.port.js';
import type { EventLog } from '../../log/event-log.port.js';
import type { Bookmark, Outbox } from '../../outbox/outbox.port.js';
import type { Forwarder } from '../forwarder.js';
import type { Bell } from './bell.js';
import { currentBookmark, locateBookmark, type Sources } from './bookmarks.js';

export interface PlannerParts extends Sources {
  log: EventLog;
  outbox: Outbox;
  /** Of all collectors on a store one plans: the outbox refuses the others, who would have read for nothing. */
  turn: Turn;
  logger: FastifyBaseLogger;
  now: () => number;
  /** Rung when there may be something to plan. */
  news: Bell;
  /** Rung when there is something to send. */
  work: Bell;
  stopping: AbortSignal;
}

/** Rows that are read at once. */
const STEP_ROWS = 500;
/** So many wait for a receiver that is down: what comes then stays where it is, and is read later. */
const MOST_WAITING = 10_000;
/** Memberships change with time too, and other collectors apply: somebody looks now and then. */
const LOOK_EVERY_MS = 10_000;
const RETRY_MS = 5000;

/**
 * The bookmark of a forwarder: where an earlier process left it, or here and now for a new one, and where the log was
 * replaced by another, which ends before.
 */
const openBookmark = async (forwarder: Forwarder, parts: PlannerParts): Promise<Bookmark> => {
  const { outbox, log, logger, now } = parts;
  const { name } = forwarder;
  const known = await outbox.bookmark(name);
  if (known && (await log.lag(known.position)) >= 0) return known;
  if (known) logger.error({ forwarder: name, ...known }, 'the log was replaced: the forwarder begins anew');
  const begin = await currentBookmark(parts);
  const isFirst = await outbox.add(name, [], known, begin, now());
  return isFirst ? begin : openBookmark(forwarder, parts);
};

const isFull = async ({ outbox }: PlannerParts, { name }: Forwarder): Promise<boolean> =>
  (await outbox.counts()).some(({ forwarder, waiting }) => forwarder === name && waiting >= MOST_WAITING);

/** Plans one step from `bookmark`, read at `seq`. Gives the new bookmark; undefined when there is nothing new. */
const planStep = async (
  forwarder: Forwarder,
  parts: PlannerParts,
  bookmark: Bookmark,
  seq: number,
): Promise<Bookmark | undefined> => {
  const events = await parts.store.applied(seq, STEP_ROWS);
  const changes = await parts.memberships.after(bookmark.membership, STEP_ROWS);
  if (events.length + changes.length === 0) return undefined;
  const humans = events.filter(({ event }) => event.context?.bot !== true);
  const deliveries = await forwarder.plan({ events: humans, changes });
  const last = events.at(-1);
  const next = {
    position: last?.position ?? bookmark.position,
    seq: last?.seq ?? seq,
    membership: changes.at(-1)?.seq ?? bookmark.membership,
  };
  const isAdded = await parts.outbox.add(forwarder.name, deliveries, bookmark, next, parts.now());
  if (isAdded && deliveries.length > 0) parts.work.ring();
  // Another collector was quicker: on from where it is.
  return isAdded ? next : await parts.outbox.bookmark(forwarder.name);
};

/** Whether this collector goes on: it does not stop, it has the turn, and the receiver keeps up. */
const mayPlan = async (forwarder: Forwarder, parts: PlannerParts): Promise<boolean> =>
  !parts.stopping.aborted && parts.turn.isMine() && !(await isFull(parts, forwarder));

/** Plans all there is. */
const planAll = async (forwarder: Forwarder, parts: PlannerParts, onReady: () => void): Promise<void> => {
  let bookmark: Bookmark | undefined = await openBookmark(forwarder, parts);
  onReady();
  if (!parts.turn.isMine()) return;
  let seq = await locateBookmark(bookmark, parts);
  while (bookmark && (await mayPlan(forwarder, parts))) {
    bookmark = await planStep(forwarder, parts, bookmark, seq);
    seq = bookmark?.seq ?? seq;
    // Requests have their turn between two steps: an embedded store answers without one.
    await nextTurn();
  }
};

/** Ends at once when the collector stops. */
const linger = ({ lingerMs }: Forwarder, signal: AbortSignal): Promise<void> =>
  lingerMs === 0 ? Promise.resolve() : delay(lingerMs, undefined, { signal }).catch(() => {});

/**
 * Writes down what a forwarder has to tell, from where it was the last time, until `stopping`. `onReady` is called when
 * it knows where that is: from then on nothing escapes it. It is called also when that can not be found out yet.
 */
export const runPlanner = async (
  forwarder: Forwarder,
  parts: PlannerParts,
  onReady: () => void,
): Promise<void> => {
  while (!parts.stopping.aborted) {
    let pause = LOOK_EVERY_MS;
    try {
      await planAll(forwarder, parts, onReady);
    } catch (error) {
      parts.logger.error(
        { err: error, forwarder: forwarder.name },
        'deliveries can not be written; trying again',
      );
      pause = RETRY_MS;
      onReady();
    }
    if (parts.stopping.aborted) return;
    await parts.news.wait(pause);
    await linger(forwarder, parts.stopping);
  }
};
