import dns from 'node:dns';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createCollector } from './create-collector.js';
import { openSqliteInbox } from './log/sqlite-inbox.js';
import { SetupError } from './problem.js';
import { slowLog } from './testing/fake-log.js';
import { startCollector, WRITE_KEY } from './testing/start-collector.js';
import { temporaryDirectory } from './testing/temporary-directory.js';

const batch = (...ids: string[]) => ({
  writeKey: WRITE_KEY,
  batch: ids.map((messageId) => ({ type: 'page', userId: 'u_1', messageId })),
});
const deleteStore = (data: string): void => {
  for (const end of ['', '-wal', '-shm']) rmSync(join(data, `store.db${end}`), { force: true });
};

it('builds the store again from the log alone, with the same numbers, ids and dead letters', async () => {
  const before = await startCollector();
  await before.post('/v1/batch', { ...batch('a', 'b'), sentAt: '2026-01-01T00:00:00.000Z' });
  await before.post('/v1/batch', batch('b', 'c'));
  await before.post('/v1/track', { writeKey: WRITE_KEY, userId: 'u_1', event: 'without id' });
  await before.post('/v1/batch', { writeKey: WRITE_KEY, batch: [{ type: 'trak', messageId: 'bad' }] });
  await before.applied();
  const looks = async ({ admin }: typeof before) => [
    await admin('stats'),
    await admin('events'),
    await admin('dead-letters'),
  ];
  const seen = await looks(before);
  expect(seen[0]).toEqual({ received: 6, stored: 4, duplicates: 1, deadLetters: 1, lag: 0 });
  await before.collector.close();
  deleteStore(before.data);
  const after = await startCollector({ data: before.data });
  await after.applied();
  expect(await looks(after)).toEqual(seen);
});

it('applies what the log holds before it closes', async () => {
  const { post, collector, data } = await startCollector();
  await Promise.all(Array.from({ length: 50 }, (_, n) => post('/v1/batch', batch(`m${n}`))));
  await collector.close();
  const { admin } = await startCollector({ data });
  expect(await admin('stats')).toMatchObject({ stored: 50, lag: 0 });
});

it('finishes requests under way when it closes', async () => {
  const { log, appending, finish } = slowLog();
  const { collector, post } = await startCollector({}, { log });
  const request = post('/v1/batch', batch('a'));
  await appending;
  const closed = collector.close();
  finish();
  expect((await request).status).toBe(200);
  await closed;
});

it('waits longer for a request under way than for a connection that was never used', async () => {
  const { log, appending, finish } = slowLog();
  const { collector, post, url } = await startCollector({}, { log });
  const unused = connect(Number(new URL(url).port), '127.0.0.1');
  await once(unused, 'connect');
  const request = post('/v1/batch', batch('a'));
  await appending;
  const closed = collector.close();
  await once(unused, 'close');
  finish();
  expect((await request).status).toBe(200);
  await closed;
});

it('goes past a record of the log that can not be read, and keeps it as a dead letter', async () => {
  const data = temporaryDirectory();
  const log = await openSqliteInbox(join(data, 'inbox.db'));
  const record = {
    id: 'r1',
    writeKey: WRITE_KEY,
    kind: 'batch',
    receivedAt: 0,
    body: Buffer.from('{"batch"'),
  } as const;
  await log.append(record);
  await log.append({ ...record, id: 'r2', body: Buffer.from(JSON.stringify(batch('a'))) });
  await log.close();
  const { events, deadLetters } = await startCollector({ data });
  expect((await events(1))[0]?.event.messageId).toBe('a');
  expect(await deadLetters()).toMatchObject([
    { messageId: 'r1', reason: expect.stringContaining('not JSON') },
  ]);
});

it('refuses a second collector on the same directory', async () => {
  const { data } = await startCollector();
  const second = createCollector({ data, writeKeys: ['k'] });
  await expect(second).rejects.toThrow(SetupError);
  await expect(second).rejects.toThrow(/Another collector uses .* --data DIR/);
});

it('refuses a store that is ahead of its log, because it would take new events for applied ones', async () => {
  const { post, collector, data, applied } = await startCollector();
  await post('/v1/batch', batch('a'));
  await applied();
  await collector.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(data, `inbox.db${end}`), { force: true });
  await expect(createCollector({ data, writeKeys: ['k'], quiet: true })).rejects.toThrow(
    /1 records ahead of the log/,
  );
});

it('names the port and the flag when the port is taken', async () => {
  const { url } = await startCollector();
  const port = Number(new URL(url).port);
  const second = await createCollector({ data: temporaryDirectory(), writeKeys: ['k'], port, quiet: true });
  await expect(second.listen()).rejects.toThrow(new RegExp(`Port ${port} .* in use .* --port ${port + 1}`));
  await second.close();
});

it.each([
  ['--write-key', { writeKeys: [] }],
  ['--write-key', { writeKeys: [' '] }],
  ['--port', { port: 70_000 }],
  ['--data', { data: '' }],
  ['--data', { data: '/dev/null/x' }],
  ['--rules', { rules: '/missing/rules.json' }],
  ['--secret-key', { secretKey: '' }],
  ['--max-lag', { maxLag: 0 }],
  ['--min-free', { minFreeMegabytes: -1 }],
  ['--address-limit', { requestsPerMinute: { address: 0.5 } }],
  ['--key-limit', { requestsPerMinute: { key: -1 } }],
  ['--keep-log', { keepLogDays: 1.5 }],
  ['--keep-events', { keepEventsDays: 7 }],
  ['--trust-proxy', { trustProxy: ['proxy.internal'] }],
])('refuses options that can not work and names the flag %s', async (path, wrong) => {
  const options = { data: temporaryDirectory(), writeKeys: ['k'], ...wrong };
  await expect(createCollector(options)).rejects.toMatchObject({ issue: { path, cure: expect.any(String) } });
});

it('is at 127.0.0.1 when it is told to be at localhost, also where that is ::1 first', async () => {
  const find = (name: string, _options: object, then: (...found: unknown[]) => void) =>
    process.nextTick(then, null, [
      name === 'localhost' ? { address: '::1', family: 6 } : { address: name, family: 4 },
    ]);
  const lookup = vi.spyOn(dns, 'lookup').mockImplementation(find as never);
  const { url } = await startCollector({ host: 'localhost' });
  lookup.mockRestore();
  const { port } = new URL(url);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
});

it('lets nobody take longer than a minute to send a request', async () => {
  const { collector } = await startCollector();
  expect(collector.server.server.requestTimeout).toBe(60_000);
});

it('closes although a browser holds a connection open that it never used', async () => {
  const { collector, url } = await startCollector();
  const { hostname, port } = new URL(url);
  const idle = connect(Number(port), hostname);
  await once(idle, 'connect');
  const dropped = once(idle, 'close');
  idle.on('error', () => {});
  await collector.close();
  await dropped;
});
