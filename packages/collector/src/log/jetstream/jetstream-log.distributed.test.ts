import { expect, it, onTestFinished } from 'vitest';
import { connectNats } from '../../nats/connect-nats.js';
import { parseNatsAddress } from '../../nats/nats-address.js';
import { ownNatsAddress } from '../../testing/servers/own-address.js';
import { eventLogConformance } from '../event-log.conformance.js';
import type { LogEntry } from '../event-log.port.js';
import { openJetStreamLog } from './jetstream-log.js';

eventLogConformance('JetStream, three replicas', async () => {
  const address = parseNatsAddress(ownNatsAddress());
  return async () => {
    const connection = await connectNats(address);
    const log = await openJetStreamLog(connection, address);
    return {
      ...log,
      close: async () => {
        await log.close();
        await connection.close();
      },
    };
  };
});

const openOnce = async () => {
  const address = parseNatsAddress(ownNatsAddress());
  const connection = await connectNats(address);
  onTestFinished(() => connection.close());
  const log = await openJetStreamLog(connection, address);
  onTestFinished(() => log.close());
  return { address, connection, log };
};
const record = (id: string) => ({
  ...{ id, writeKey: 'wk', kind: 'batch' as const, receivedAt: 1_700_000_000_000 },
  body: Buffer.from(`{"n":"${id}"}`),
});
const idsOf = (entries: LogEntry[]) => entries.map(({ record: { id } }) => id);

it('keeps a record once when its publish is sent again under the same id', async () => {
  const { log } = await openOnce();
  const position = await log.append(record('a'));
  expect(await log.append(record('a'))).toBe(position);
  expect(idsOf(await log.read(0, 10))).toEqual(['a']);
});

it('reads on, record by record, over what was replaced in the middle and at the end', async () => {
  const { log } = await openOnce();
  const positions = [];
  for (const id of ['a', 'b', 'c', 'd', 'e']) positions.push(await log.append(record(id)));
  for (const at of [1, 2, 4]) await log.replaceBody(positions[at]!, Buffer.from('{}'), true);
  const walk = async (step: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let from = 0; ; ) {
      const entries = await log.read(from, step);
      if (entries.length === 0) return ids;
      ids.push(...idsOf(entries));
      from = entries.at(-1)!.position;
    }
  };
  for (const step of [1, 2, 3, 10]) expect(await walk(step)).toEqual(['a', 'b', 'c', 'd', 'e']);
  await log.append(record('f'));
  expect(idsOf(await log.read(positions[4]!, 10))).toEqual(['f']);
});

it('tells another collector of what was appended', async () => {
  const { address, connection, log } = await openOnce();
  const other = await openJetStreamLog(connection, address);
  onTestFinished(() => other.close());
  let calls = 0;
  other.onAppend(() => {
    calls += 1;
  });
  await log.append(record('a'));
  await expect.poll(() => calls).toBeGreaterThan(0);
  expect(await other.lag(0)).toBe(1);
  expect(idsOf(await other.read(0, 9))).toEqual(['a']);
});

it('refuses what is new when the stream is full, and keeps what there is', async () => {
  const address = { ...parseNatsAddress(ownNatsAddress()), maxBytes: 4096 };
  const connection = await connectNats(address);
  onTestFinished(() => connection.close());
  const log = await openJetStreamLog(connection, address);
  onTestFinished(() => log.close());
  const body = Buffer.alloc(1500);
  const acknowledged: string[] = [];
  const appendUntilFull = async (): Promise<void> => {
    for (let n = 0; n < 9; n += 1) {
      await log.append({ ...record(`r${n}`), body });
      acknowledged.push(`r${n}`);
    }
  };
  await expect(appendUntilFull()).rejects.toThrow(/maximum bytes/);
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(idsOf(await log.read(0, 99))).toEqual(acknowledged);
});
