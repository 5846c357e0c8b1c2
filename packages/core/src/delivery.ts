import { LIMITS } from '@tendril/protocol';
import { type DrainEnd, type DrainScene, drain, type Progress } from './drain.js';
import type { Drops } from './drops.js';
import type { FactsSync } from './facts-sync.js';
import type { Noticeboard } from './notices.js';
import type { LatePorts, Ports, Transport } from './ports.js';
import type { Queue } from './queue.js';
import { keepBounds } from './queue-bounds.js';
import { requestBody } from './request-body.js';
import { retryDelay } from './verdict.js';

export interface Delivery {
  /** There is something to send: soon, or at once when a request's worth waits. */
  wake(): void;
  /** Sends until nothing is left, or until it can not go on. */
  pass(): Promise<void>;
  /** Back, or back online: tries again without waiting, unless the collector named the wait. */
  resume(): void;
  stop(): void;
  /** Ids of the rows under way in a request that outlives the page. */
  carried(): readonly string[];
  readonly sent: number;
  readonly halted: string | undefined;
}

export interface DeliveryParts {
  ports: Pick<Ports, 'random'> & LatePorts;
  queue: Queue;
  drops: Drops;
  notices: Noticeboard;
  writeKey: string;
  onRevision: (revision: string) => void;
  /** The collector's facts: says in each batch which are held, and is told which are current. */
  known: () => Pick<FactsSync, 'check' | 'version'> | undefined;
}

/** Rows of this page between two looks at the bounds of the queue. */
const BOUND_EVERY = 200;
/** After this many refused connections while online, something blocks them: asking on would only cost the host. */
const MAX_REFUSED = 3;

/**
 * Decides when events go: soon after they are stored, one pass at a time over all tabs, and later when they are
 * refused.
 */
export function createDelivery({
  ports,
  queue,
  drops,
  notices,
  writeKey,
  onRevision,
  known,
}: DeliveryParts): Delivery {
  const { clock, tabs } = ports;
  const progress: Progress = {
    rows: LIMITS.sendRows,
    failures: 0,
    refused: 0,
    sent: 0,
    gone: [],
    flying: [],
    reported: {},
  };
  let transport: Transport | undefined;
  let cancel: (() => void) | undefined;
  let running: Promise<void> | undefined;
  /** When the last pass began: a busy visitor's events go in fewer requests. */
  let passedAt = 0;
  let asked = false;
  /** A timer ends the wait, never a look at the clock: that may be set back at any time. */
  let waiting: 'by-choice' | 'as-told' | undefined;
  let halted: string | undefined;
  let stopped = false;

  const body: DrainScene['body'] = (rows, dropped) => {
    const text = requestBody(writeKey, clock.now(), rows, Object.keys(dropped).length ? { dropped } : {});
    const version = known()?.version();
    return version ? `{"facts":${JSON.stringify(version)},${text.slice(1)}` : text;
  };
  const ended = () => stopped || halted !== undefined || progress.refused >= MAX_REFUSED;

  function settled(ids: readonly string[]): void {
    queue.settle(ids);
    tabs.post({ type: 'acked', ids });
  }

  function unschedule(): void {
    cancel?.();
    cancel = waiting = undefined;
  }

  function schedule(ms: number): void {
    if (ended()) return;
    cancel ??= clock.after(ms, () => {
      unschedule();
      void pass();
    });
  }

  function wait(ms: number, told: boolean): void {
    unschedule();
    waiting = told ? 'as-told' : 'by-choice';
    schedule(ms);
  }

  /** Reading the whole queue is dear: not again before this much has come. */
  let boundedAt = -BOUND_EVERY;
  let bounding: Promise<void> | undefined;
  function bound(): void {
    if (bounding || queue.size - boundedAt < BOUND_EVERY) return;
    boundedAt = queue.size;
    bounding = keepBounds(ports.store, queue, drops, settled)
      .catch(() => {})
      .finally(() => {
        bounding = undefined;
      });
  }

  function note(end: DrainEnd): void {
    if (end.why !== 'empty') bound();
    if (end.why === 'halted') {
      halted = `the collector answered ${end.status}`;
      const cure = 'Check writeKey and host. Events are kept for the next page.';
      notices.emit('error', { code: `http-${end.status}`, message: `${halted}: ${end.detail}`, cure });
    } else if (end.why === 'waiting') wait(end.waitMs, end.told);
  }

  async function run(): Promise<void> {
    transport = await ports.transport();
    passedAt = clock.now();
    const scene: DrainScene = {
      ports,
      transport,
      queue,
      drops,
      body,
      settled,
      onRevision,
      onFacts: (version) => known()?.check(version),
      stopped: () => stopped,
      progress,
    };
    const led = await transport.exclusive(async () => note(await drain(scene)));
    // Another tab is at it. It may have looked before our last row was there, or go before it is through: look again.
    if (!led) schedule(LIMITS.sendAfterMs);
  }

  /** The store failed and is memory now, or the transport did not load: both may work the next time. */
  const failed = () =>
    wait(Math.max(LIMITS.sendAfterMs, retryDelay(progress.failures++, undefined, 1)), false);

  /** Once more when asked meanwhile: the run before may have looked before the last row was stored. */
  async function runs(): Promise<void> {
    while (asked && !waiting && !ended()) {
      asked = false;
      unschedule();
      await run().catch(failed);
    }
    running = undefined;
  }

  function pass(): Promise<void> {
    if (waiting || ended()) return Promise.resolve();
    asked = true;
    running ??= runs();
    return running;
  }

  return {
    wake() {
      if (waiting || ended()) bound();
      const busy = clock.now() - passedAt < 2 * LIMITS.sendAfterMs;
      if (queue.size >= LIMITS.sendRows) void pass();
      else schedule(busy ? 2 * LIMITS.sendAfterMs : LIMITS.sendAfterMs);
    },
    pass,
    resume() {
      if (!queue.size && !progress.failures) return;
      progress.refused = 0;
      if (waiting === 'as-told') return;
      unschedule();
      schedule(0);
    },
    stop() {
      stopped = true;
      unschedule();
    },
    carried: () => (transport?.outlives() ? progress.flying : []),
    get sent() {
      return progress.sent;
    },
    get halted() {
      return halted ?? (progress.refused < MAX_REFUSED ? undefined : 'connections are refused');
    },
  };
}
