import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openSqliteInbox } from '../log/sqlite-inbox.js';
import type { Store } from '../store/store.port.js';
import { startCollector, WRITE_KEY } from '../testing/start-collector.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { sweep } from './sweep.js';

const DAY = 24 * 3600 * 1000;
const START = Date.parse('2026-01-01T00:00:00.000Z');

const logOf = async (days: number[]) => {
  const log = await openSqliteInbox(join(temporaryDirectory(), 'inbox.db'));
  onTestFinished(() => log.close());
  for (const day of days) {
    const receivedAt = START + day * DAY;
    await log.append({ id: `r${day}`, writeKey: 'k', kind: 'batch', receivedAt, body: Buffer.from('{}') });
  }
  return log;
};

/** Positions that are left after records of before day `day` went, of a log that is applied up to `upTo`. */
const leftOf = async (days: number[], day: number, upTo = days.length): Promise<number[]> => {
  const log = await logOf(days);
  const store = { position: async () => upTo } as Store;
  const policy = { keepLogDays: 1, keepEventsDays: 0 };
  await sweep({ log, store }, policy, START + (day + 1) * DAY, new AbortController().signal);
  return (await log.read(0, 1000)).map(({ position }) => position);
};

it.each([
  [0, [1, 2, 3, 4]],
  [0.5, [2, 3, 4]],
  [2, [3, 4]],
  [99, []],
])('lets records go that are of before day %d', async (day, left) => {
  expect(await leftOf([0, 1, 2, 3], day)).toEqual(left);
});

it('keeps what was not applied yet, however old it is', async () => {
  expect(await leftOf([0, 1, 2, 3], 99, 2)).toEqual([3, 4]);
});

it('keeps new records that a dead letter of long ago comes after', async () => {
  expect(await leftOf([0, 30, 0, 31, 32], 20)).toEqual([2, 3, 4, 5]);
});

it('goes on after one step', async () => {
  expect(await leftOf(Array<number>(120).fill(0), 1)).toEqual([]);
});

const page = (messageId: string) => ({
  writeKey: WRITE_KEY,
  batch: [{ type: 'page', userId: 'u_1', messageId }],
});

it('removes old records and old events by policy when a collector starts, keeps the facts, and goes on', async () => {
  let now = START;
  const before = await startCollector({}, { now: () => now });
  await before.post('/v1/batch', page('old'));
  now += 20 * DAY;
  await before.post('/v1/batch', page('new'));
  await before.applied();
  const stats = await before.admin('stats');
  await before.collector.close();

  const policy = { keepLogDays: 5, keepEventsDays: 10 };
  const after = await startCollector({ data: before.data, ...policy }, { now: () => now });
  await expect
    .poll(() => after.logged.find(({ msg }) => String(msg).startsWith('removed what was older')))
    .toMatchObject({ records: 1, rows: 1 });
  expect((await after.events(1)).map(({ event: { messageId } }) => messageId)).toEqual(['new']);
  await after.post('/v1/batch', page('newer'));
  await after.applied();
  expect(await after.admin('stats')).toEqual({ ...stats, received: 3, stored: 3 });
});

it('says loudly that an emptied store can not be filled from a trimmed log', async () => {
  let now = START;
  const before = await startCollector({}, { now: () => now });
  await before.post('/v1/batch', page('old'));
  now += 20 * DAY;
  await before.post('/v1/batch', page('new'));
  await before.applied();
  await before.collector.close();
  const trimming = await startCollector({ data: before.data, keepLogDays: 5 }, { now: () => now });
  await expect.poll(() => trimming.logged.some(({ records }) => records === 1)).toBe(true);
  await trimming.collector.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(before.data, `store.db${end}`), { force: true });
  const after = await startCollector({ data: before.data }, { now: () => now });
  expect(after.logged).toContainEqual(
    expect.objectContaining({ level: 50, begin: 2, cure: expect.stringContaining('store.db') }),
  );
  expect((await after.events(1)).map(({ event: { messageId } }) => messageId)).toEqual(['new']);
});
