import { expect, it, onTestFinished } from 'vitest';
import { startKafkaMock } from '../../testing/servers/kafka-mock.js';
import { ownPostgresAddress } from '../../testing/servers/own-address.js';
import { startCollector, WRITE_KEY } from '../../testing/start-collector.js';
import type { EventLog } from '../event-log.port.js';
import { parseKafkaAddress } from './kafka-address.js';
import { openKafkaLog } from './kafka-log.js';

const start = async () => {
  const mock = await startKafkaMock();
  onTestFinished(() => mock.stop());
  return `${mock.url}?topic=tendril`;
};
const record = (id: string) => ({
  ...{ id, writeKey: 'wk', kind: 'batch' as const, receivedAt: 1_700_000_000_000 },
  body: Buffer.from([0x1f, 0x8b, 0, 10, 255]),
});
const idsOf = async (log: EventLog, from: number, limit: number) =>
  (await log.read(from, limit)).map((entry) => entry.record.id);

// The mock speaks the protocol and keeps nothing on a disk: this shows no durability.
it('speaks with brokers: appends, reads from anywhere, says where the end is, and goes on', async () => {
  const address = parseKafkaAddress(await start());
  const log = await openKafkaLog(address);
  const positions = [];
  for (const id of ['a', 'b', 'c']) positions.push(await log.append(record(id)));
  expect(positions).toEqual([1, 2, 3]);
  expect(await log.lag(1)).toBe(2);
  await expect.poll(() => idsOf(log, 0, 9), { timeout: 20_000 }).toEqual(['a', 'b', 'c']);
  expect((await log.read(0, 1))[0]).toEqual({ position: 1, record: record('a') });
  expect(await idsOf(log, 1, 1)).toEqual(['b']);
  // Back to what was let go: it comes bit by bit.
  await expect.poll(() => idsOf(log, 0, 2), { timeout: 20_000 }).toEqual(['a', 'b']);
  await log.close();
  await expect(log.append(record('late'))).rejects.toThrow();

  const again = await openKafkaLog(address);
  onTestFinished(() => again.close());
  expect(await again.lag(0)).toBe(3);
  expect(await again.append(record('d'))).toBe(4);
  await expect.poll(() => idsOf(again, 2, 9), { timeout: 20_000 }).toEqual(['c', 'd']);
});

it('carries events of a collector into its store', async () => {
  const { post, events } = await startCollector({ log: await start(), store: ownPostgresAddress() });
  const batch = [{ type: 'track', event: 'export', userId: 'u_1', messageId: 'a' }];
  expect((await post('/v1/batch', { writeKey: WRITE_KEY, batch })).status).toBe(200);
  await expect.poll(async () => (await events(1)).length, { timeout: 20_000 }).toBe(1);
});

it('says when there is no broker', async () => {
  await expect(openKafkaLog(parseKafkaAddress('kafka://ada:s3cret@127.0.0.1:1'))).rejects.toMatchObject({
    issue: { path: '--log', message: expect.not.stringContaining('s3cret') },
  });
});
