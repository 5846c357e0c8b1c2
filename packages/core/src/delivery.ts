import { LIMITS } from '@tendril/protocol';
import { type DrainEnd, type DrainScene, drain, type Progress } from './drain.js';
import type { Drops } from './drops.js';
import type { Noticeboard } from './notices.js';
import type { Ports } from './ports.js';
import type { Queue } from './queue.js';
import { requestBody } from './request-body.js';

export interface Delivery {
  /** There is something to send: soon, or at once when a request's worth waits. */
  wake(): void;
  /** Sends until nothing is left, or until it can not go on. */
  pass(): Promise<void>;
  /** Back, or back online: tries again without waiting, unless the collector named the wait. */
  resume(): void;
  stop(): void;
  readonly sent: number;
  readonly halted: string | undefined;
}

export interface DeliveryParts {
  ports: Ports;
  queue: Queue;
  drops: Drops;
  notices: Noticeboard;
  writeKey: string;
  onRevision: (revision: string) => void;
}

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
}: DeliveryParts): Delivery {
  const { clock, tabs } = ports;
  const progress: Progress = { rows: LIMITS.sendRows, failures: 0, refused: 0, sent: 0, reported: {} };
  let cancel: (() => void) | undefined;
  let running: Promise<void> | undefined;
  let notBefore = 0;
  let told = false;
  let halted: string | undefined;
  let stopped = false;

  const body: DrainScene['body'] = (rows, dropped) => requestBody(writeKey, clock.now(), rows, dropped);

  function settled(ids: readonly string[]): void {
    queue.settle(ids);
    tabs.post({ type: 'acked', ids });
  }

  function schedule(ms: number): void {
    if (!stopped) cancel ??= clock.after(ms, pass);
  }

  function unschedule(): void {
    cancel?.();
    cancel = undefined;
  }

  function ended(end: DrainEnd): void {
    if (end.why === 'halted') {
      halted = `the collector answered ${end.status}`;
      const cure = 'Check writeKey and host. Events are kept for the next page.';
      notices.emit('error', { code: `http-${end.status}`, message: `${halted}: ${end.detail}`, cure });
    } else if (end.why === 'waiting') {
      told = end.told;
      notBefore = clock.now() + end.waitMs;
      if (progress.refused < MAX_REFUSED) schedule(end.waitMs);
    }
  }

  async function run(): Promise<void> {
    const transport = await ports.send.load();
    const scene = { ports, transport, drops, body, settled, onRevision, stopped: () => stopped, progress };
    const led = await transport.exclusive(async () => ended(await drain(scene)));
    // Another tab is at it. It may have looked before our last row was there, so look again.
    if (!led && queue.size) schedule(LIMITS.sendAfterMs);
  }

  function pass(): Promise<void> {
    unschedule();
    if (halted || stopped || clock.now() < notBefore) return Promise.resolve();
    running ??= run()
      // The store failed and is memory now, or the transport did not load: both may work the next time.
      .catch(() => schedule(LIMITS.sendAfterMs))
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  return {
    wake() {
      if (queue.size >= LIMITS.sendRows && clock.now() >= notBefore) void pass();
      else schedule(Math.max(LIMITS.sendAfterMs, notBefore - clock.now()));
    },
    pass,
    resume() {
      if (!queue.size && !progress.refused) return;
      progress.refused = 0;
      if (!told) notBefore = 0;
      unschedule();
      schedule(Math.max(0, notBefore - clock.now()));
    },
    stop() {
      stopped = true;
      unschedule();
    },
    get sent() {
      return progress.sent;
    },
    get halted() {
      return halted ?? (progress.refused < MAX_REFUSED ? undefined : 'connections are refused');
    },
  };
}
