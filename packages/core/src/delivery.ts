import { type BatchReply, LIMITS } from '@tendril/protocol';
import type { Drops } from './drops.js';
import type { Noticeboard } from './notices.js';
import type { Ports, Reply, Row } from './ports.js';
import { chunkRows, type Queue } from './queue.js';
import { retryDelay, verdictOf } from './verdict.js';

export interface Delivery {
  /** There is something to send: soon, or at once when a request's worth waits. */
  wake(): void;
  /** Sends until nothing is left, or until it can not go on. */
  pass(): Promise<void>;
  /** The page may be going: hand over what is unacknowledged, synchronously. */
  exit(): void;
  /** Back, or back online: tries again without waiting. */
  resume(): void;
  stop(): void;
  readonly sent: number;
  readonly halted: string | undefined;
}

interface Parts {
  ports: Pick<Ports, 'clock' | 'random' | 'store' | 'send' | 'lifecycle' | 'tabs'>;
  queue: Queue;
  drops: Drops;
  notices: Noticeboard;
  writeKey: string;
  /** A reply named the ruleset in force. */
  onRevision: (revision: string) => void;
}

/** After this many refused connections while online, something blocks them: asking on would only cost the host. */
const MAX_REFUSED = 3;

const parseReply = (body: string): Partial<BatchReply> => {
  try {
    const reply = JSON.parse(body);
    return typeof reply === 'object' && reply ? reply : {};
  } catch {
    return {};
  }
};

/**
 * Moves rows from the store to the collector: one pass at a time over all tabs, oldest rows first, removed only when
 * acknowledged or dropped by name. At exit, unacknowledged rows go out by beacon and stay stored; the collector counts
 * a messageId once.
 */
export function createDelivery({ ports, queue, drops, notices, writeKey, onRevision }: Parts): Delivery {
  const { clock, store, send, lifecycle, tabs } = ports;
  const oldest = { rows: LIMITS.sendRows as number, bytes: LIMITS.sendBytes };
  let cancel: (() => void) | undefined;
  let running: Promise<void> | undefined;
  let failures = 0;
  let refused = 0;
  let notBefore = 0;
  /** The wait was asked for by `Retry-After`, not chosen by us. */
  let told = false;
  let sent = 0;
  let halted: string | undefined;
  let stopped = false;

  function body(rows: readonly Row[], dropped?: object): string {
    const context = dropped && Object.keys(dropped).length ? `"context":${JSON.stringify({ dropped })},` : '';
    const sentAt = new Date(clock.now()).toISOString();
    return `{"writeKey":${JSON.stringify(writeKey)},"sentAt":"${sentAt}",${context}"batch":[${rows.map((row) => row.body).join()}]}`;
  }

  async function settle(rows: readonly Row[]): Promise<void> {
    const ids = rows.map(({ id }) => id);
    await store.remove(ids);
    queue.settle(ids);
    tabs.post({ type: 'acked', ids });
  }

  async function accepted(rows: Row[], reply: Reply, reported: () => void): Promise<boolean> {
    const { rejected = [], ruleset } = parseReply(reply.body);
    failures = refused = 0;
    oldest.rows = Math.min(LIMITS.sendRows, oldest.rows * 2);
    await settle(rows);
    reported();
    sent += rows.length - rejected.length;
    for (const { i, reason } of rejected) drops.drop('rejected', rows[i]?.id ?? '', reason);
    if (ruleset) onRevision(ruleset);
    return true;
  }

  async function split(rows: Row[], { status, body }: Reply): Promise<boolean> {
    if (rows.length > 1) {
      oldest.rows = Math.ceil(rows.length / 2);
      return true;
    }
    await settle(rows);
    drops.drop('refused', rows[0]?.id ?? '', `${status} ${body.slice(0, 200)}`);
    return true;
  }

  function halt({ status, body }: Reply): false {
    halted = `The collector answered ${status}`;
    const cure = 'check writeKey and host; events are kept and sent by the next page that is let in';
    notices.emit('error', { code: `http-${status}`, message: `${halted}: ${body.slice(0, 200)}`, cure });
    return false;
  }

  function retry({ status, retryAfterMs }: Reply): false {
    refused = status === 0 && lifecycle.online() ? refused + 1 : 0;
    const random = ((ports.random()[0] ?? 0) * 256 + (ports.random()[1] ?? 0)) / 65_536;
    told = retryAfterMs !== undefined;
    notBefore = clock.now() + retryDelay(failures++, retryAfterMs, random);
    if (refused < MAX_REFUSED) schedule(notBefore - clock.now());
    return false;
  }

  /** One request; true when there may be more to send. */
  async function step(): Promise<boolean> {
    const rows = await store.oldest(oldest);
    if (!rows.length || stopped) return false;
    const { counts, done } = drops.report();
    const reply = await send.request(body(rows, counts));
    const verdict = verdictOf(reply);
    if (verdict === 'accepted') return accepted(rows, reply, done);
    if (verdict === 'split') return split(rows, reply);
    return verdict === 'halt' ? halt(reply) : retry(reply);
  }

  async function run(): Promise<void> {
    const led = await tabs.exclusive(`tendril:${writeKey}`, async () => {
      while (await step());
    });
    // Another tab is at it. It may have looked before our last row was there, so look again.
    if (!led && queue.size) schedule(LIMITS.sendAfterMs);
  }

  function pass(): Promise<void> {
    cancel?.();
    cancel = undefined;
    if (halted || stopped || clock.now() < notBefore) return Promise.resolve();
    running ??= run()
      // The store failed under us; it has changed to memory, and the next wake finds it so.
      .catch(() => schedule(LIMITS.sendAfterMs))
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  function schedule(ms: number): void {
    if (!stopped) cancel ??= clock.after(ms, pass);
  }

  return {
    wake() {
      if (queue.size >= LIMITS.sendRows && clock.now() >= notBefore) void pass();
      else schedule(Math.max(LIMITS.sendAfterMs, notBefore - clock.now()));
    },
    pass,
    exit() {
      void queue.save();
      if (halted || stopped) return;
      for (const rows of chunkRows(queue.pending())) if (!send.beacon(body(rows))) break;
    },
    resume() {
      if (!queue.size && !refused) return;
      refused = 0;
      if (!told) notBefore = 0;
      cancel?.();
      cancel = undefined;
      schedule(Math.max(0, notBefore - clock.now()));
    },
    stop() {
      stopped = true;
      cancel?.();
    },
    get sent() {
      return sent;
    },
    get halted() {
      return halted ?? (refused >= MAX_REFUSED ? 'connections are refused' : undefined);
    },
  };
}
