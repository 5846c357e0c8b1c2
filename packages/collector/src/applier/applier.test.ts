import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { NOTHING_COUNTED } from '../counting/count-plan.js';
import { createLocalChangeFeed } from '../feed/local-change-feed.js';
import type { EventLog, LogEntry } from '../log/event-log.port.js';
import type { Store } from '../store/store.port.js';
import { fakeLog } from '../testing/fake-log.js';
import { fakeStore } from '../testing/fake-store.js';
import { startApplier } from './applier.js';
import { ALWAYS_MINE, type Turn } from './turn.port.js';

const entry = (position: number): LogEntry => ({
  position,
  record: {
    id: `r${position}`,
    writeKey: 'wk',
    kind: 'batch',
    receivedAt: 0,
    body: Buffer.from('{"batch":[]}'),
  },
});
const logOf = (count: number): EventLog =>
  fakeLog({
    read: async (from, limit) =>
      Array.from({ length: Math.min(limit, count - from) }, (_, index) => entry(from + index + 1)),
    lag: async (position) => count - position,
  });

const start = async (log: EventLog, store: Partial<Store>, turn: Turn) => {
  const feed = createLocalChangeFeed();
  const applied: string[] = [];
  feed.subscribe('applied', ({ version }) => applied.push(version));
  const logger = pino({ level: 'silent' });
  const applier = await startApplier({
    log,
    store: fakeStore(store),
    feed,
    turn,
    logger,
    ip: 'drop',
    plan: () => NOTHING_COUNTED,
  });
  onTestFinished(() => applier.stop());
  return { applier, applied };
};

it('says what each chunk follows on, and goes on from the store when another one was quicker', async () => {
  let position = 0;
  const calls: [from: number | undefined, to: number][] = [];
  const { applier } = await start(
    logOf(40),
    {
      position: async () => position,
      apply: async (to, { from }) => {
        calls.push([from, to]);
        // Another collector applies up to 20 just before this one's second chunk.
        if (from === 16) position = 20;
        if (from !== position) return { newest: 0, changed: [], isOvertaken: true };
        position = to;
        return { newest: 0, changed: [] };
      },
    },
    ALWAYS_MINE,
  );
  await expect.poll(() => position).toBe(40);
  expect(calls).toEqual([
    [0, 16],
    [16, 32],
    [20, 36],
    [36, 40],
  ]);
  expect(await applier.lag()).toBe(0);
});

it('leaves the work to whose turn it is, knows how far that one is, and takes over', async () => {
  let isFree = false;
  let position = 0;
  const turn: Turn = { isMine: () => isFree, take: async () => isFree, release: async () => {} };
  const { applier, applied } = await start(
    logOf(5),
    {
      position: async () => position,
      apply: async (to) => {
        position = to;
        return { newest: 7, changed: [] };
      },
    },
    turn,
  );
  position = 3;
  await expect.poll(() => applier.lag()).toBe(2);
  expect([position, applied]).toEqual([3, []]);
  isFree = true;
  await expect.poll(() => position).toBe(5);
  // First a word to whoever works beside the applier: they may go on with what the other one left.
  await expect.poll(() => applied).toEqual(['0', '7']);
});
