import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { SECRET_KEY, WRITE_KEY } from './start-collector.js';

const EVENTS = 5;
const RETRY_MS = 50;
/** A client gives up on an answer and sends again. */
const ANSWER_MS = 10_000;

/** Clients that send batch after batch, each until it is acknowledged, to whichever collector answers. */
export interface Load {
  /** Ids of events that were acknowledged. */
  acknowledged: string[];
  /** Requests that were not: the collector was gone, or could not take them. */
  refused(): number;
  /** Waits until `count` more batches are acknowledged. */
  goesOn(count: number): Promise<void>;
  /** Lets each client finish its batch. */
  stop(): Promise<void>;
}

/** Sends a batch; true when it was acknowledged, false when the collector died before or could not take it. */
export const sendBatch = async (url: string, ids: string[]): Promise<boolean> => {
  const batch = ids.map((messageId) => ({ type: 'track', event: 'export', userId: 'u_1', messageId }));
  try {
    const response = await fetch(`${url}/v1/batch`, {
      method: 'POST',
      body: JSON.stringify({ writeKey: WRITE_KEY, batch }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const reply = (await response.json()) as { accepted?: number };
    return response.ok && reply.accepted === ids.length;
  } catch {
    return false;
  }
};

/** `urls` gives the collectors there are now. */
export const startLoad = (urls: () => string[], clients = 8): Load => {
  const acknowledged: string[] = [];
  let isOver = false;
  let batches = 0;
  let requests = 0;
  let refused = 0;
  const deliver = async (ids: string[]): Promise<void> => {
    for (;;) {
      const known = urls();
      const url = known[requests++ % known.length];
      if (url !== undefined && (await sendBatch(url, ids))) return void acknowledged.push(...ids);
      refused += 1;
      await pause(RETRY_MS);
    }
  };
  const client = async (): Promise<void> => {
    while (!isOver) {
      const n = batches++;
      await deliver(Array.from({ length: EVENTS }, (_, i) => `m-${n}-${i}`));
    }
  };
  const running = Array.from({ length: clients }, client);
  return {
    acknowledged,
    refused: () => refused,
    goesOn: async (count) => {
      const enough = acknowledged.length + count * EVENTS;
      await expect
        .poll(() => acknowledged.length, { timeout: 45_000, interval: 100 })
        .toBeGreaterThanOrEqual(enough);
    },
    stop: async () => {
      isOver = true;
      await Promise.all(running);
    },
  };
};

const ask = async (url: string, path: string) =>
  (
    await fetch(`${url}/v1/admin/${path}`, { headers: { authorization: `Bearer ${SECRET_KEY}` } })
  ).json() as Promise<{
    // biome-ignore lint/suspicious/noExplicitAny: whatever the path answers.
    [key: string]: any;
  }>;

/** Ids of all stored events, once everything is applied. */
export const storedIds = async (url: string): Promise<string[]> => {
  await expect.poll(async () => (await ask(url, 'stats')).lag, { timeout: 30_000 }).toBe(0);
  const ids: string[] = [];
  for (let after = 0; ; ) {
    const { events, last } = await ask(url, `events?limit=1000&after=${after}`);
    if (events.length === 0) return ids;
    ids.push(...events.map(({ event }: { event: { messageId: string } }) => event.messageId));
    after = last;
  }
};

export const statsOf = (url: string) => ask(url, 'stats');
