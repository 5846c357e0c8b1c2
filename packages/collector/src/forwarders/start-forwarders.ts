import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Turn } from '../applier/turn.port.js';
import type { ChangeFeed } from '../feed/change-feed.port.js';
import { toIsoTime } from '../ingest/iso-time.js';
import type { EventLog } from '../log/event-log.port.js';
import type { Outbox } from '../outbox/outbox.port.js';
import { type Bell, createBell } from './dispatch/bell.js';
import type { Sources } from './dispatch/bookmarks.js';
import { type CourierParts, runCourier } from './dispatch/courier.js';
import { runPlanner } from './dispatch/planner.js';
import type { Forwarder } from './forwarder.js';
import { type Post, post } from './http/post.js';

export interface ForwarderWork extends Sources {
  log: EventLog;
  outbox: Outbox;
  feed: ChangeFeed;
  /** One plans and removes what is old; all of them send. */
  turn: Turn;
  logger: FastifyBaseLogger;
  now: () => number;
  random: () => number;
  onAttempt: CourierParts['onAttempt'];
  /** Default: Node's client. */
  post?: Post;
}

/** Forwarders at work. */
export interface Forwarders {
  /** Those of the file. */
  readonly list: readonly Forwarder[];
  /** Has them look for deliveries at once, as after one was revived. */
  wake(): void;
  /** Waits a little for what is under way; what is cut off then is sent again after the next start. */
  stop(): Promise<void>;
}

/** How long receivers are waited for when the collector stops. */
const GRACE_MS = 3000;
const SWEEP_EVERY_MS = 3600 * 1000;
const SWEEP_ROWS = 500;
/**
 * A cause is read again when the read model was built again, and then the newest only: their ids are remembered. Not for
 * long, because a CDP makes many.
 */
const KEEP_DELIVERED_MS = 24 * 3600 * 1000;

const sweep = async ({ outbox, turn, now }: ForwarderWork): Promise<void> => {
  if (!turn.isMine()) return;
  const before = toIsoTime(now() - KEEP_DELIVERED_MS);
  while ((await outbox.prune(before, SWEEP_ROWS)) === SWEEP_ROWS) await nextTurn();
};

/** Starts a planner and couriers for each forwarder. Resolves when each of them knows where it begins. */
export const startForwarders = async (
  list: readonly Forwarder[],
  given: ForwarderWork,
): Promise<Forwarders> => {
  const { feed, logger } = given;
  const stopping = new AbortController();
  const leaving = new AbortController();
  const bells: Bell[] = [];
  const running: Promise<void>[] = [];
  const ready: Promise<void>[] = [];
  for (const forwarder of list) {
    const [news, work] = [createBell(), createBell()];
    bells.push(news, work);
    const parts = { ...given, news, work, stopping: stopping.signal };
    ready.push(
      new Promise((resolve) => running.push(runPlanner(forwarder, parts, resolve).finally(resolve))),
    );
    const courier = { ...parts, post: given.post ?? post, leaving: leaving.signal };
    for (let n = 0; n < forwarder.concurrency; n += 1) running.push(runCourier(forwarder, courier));
  }
  const wake = (): void => {
    for (const bell of bells) bell.ring();
  };
  const unsubscribe = feed.subscribe('applied', wake);
  const sweeping = setInterval(
    () =>
      void sweep(given).catch((err: unknown) => logger.error({ err }, 'old deliveries can not be removed')),
    SWEEP_EVERY_MS,
  ).unref();
  await Promise.all(ready);
  return {
    list,
    wake,
    stop: async () => {
      unsubscribe();
      clearInterval(sweeping);
      stopping.abort();
      wake();
      const grace = setTimeout(() => leaving.abort(), GRACE_MS);
      await Promise.all(running);
      clearTimeout(grace);
    },
  };
};
