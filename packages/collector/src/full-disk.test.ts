import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Ruleset } from '@tendril/protocol';
import { expect, it, type TestContext } from 'vitest';
import { filesIn } from './open-storage.js';
import { MEGABYTE } from './pressure/disk-floor.js';
import { openSqliteStore } from './store/sqlite/sqlite-store.js';
import { addressOf, startTendril } from './testing/collector-process.js';
import { demandAllStored } from './testing/demand-nothing-lost.js';
import { demandSameWhenRebuilt } from './testing/read-model.js';
import { startReceiver } from './testing/receiver.js';
import { startLoad, statsOf } from './testing/send-load.js';
import { mountSmallDisk, type SmallDisk } from './testing/small-disk.js';
import { SECRET_KEY, WRITE_KEY } from './testing/start-collector.js';
import { ENV, forwardersFile } from './testing/start-forwarding.js';
import { writeFiles } from './testing/write-files.js';

const DISK_MEGABYTES = 96;
const FLOOR_MEGABYTES = 32;
const BATCHES = 100;

/** Something to count and to judge, so that all that writes has something to write. */
const RULESET: Ruleset = {
  version: '1',
  segments: { busy: { $did: { event: 'export', within: '7d', count: { $gte: 50 } } } },
  nudges: [],
};

const idsOf = ({ batch }: { batch: { messageId: string }[] }): string[] =>
  batch.map(({ messageId }) => messageId);

const demandDisk = (context: TestContext): SmallDisk => {
  const disk = mountSmallDisk(DISK_MEGABYTES);
  return typeof disk === 'string' ? context.skip(disk) : disk;
};

/** A collector on that disk, `clients` that send to it, and what it says of itself. */
const start = async (disk: SmallDisk, floorMegabytes: number, clients = 8) => {
  const data = join(disk.path, 'data');
  const receiver = await startReceiver();
  const rules = writeFiles({ 'rules.json': RULESET })['rules.json'];
  const cdp = { name: 'cdp', type: 'segment', url: `${receiver.url}/v1/batch`, writeKey: 'env:CDP' };
  const files = [`--rules=${rules}`, `--forwarders=${forwardersFile(cdp)}`];
  const limits = [`--min-free=${floorMegabytes}`, '--address-limit=0', '--key-limit=0'];
  const keys = [`--write-key=${WRITE_KEY}`, `--secret-key=${SECRET_KEY}`];
  const places = ['serve', '--port=0', '--quiet', `--data=${data}`];
  const tendril = startTendril([...places, ...keys, ...files, ...limits], ENV);
  const url = await addressOf(tendril);
  const send = async (batch: object[]): Promise<Response> =>
    fetch(`${url}/v1/batch`, {
      method: 'POST',
      body: gzipSync(JSON.stringify({ writeKey: WRITE_KEY, batch })),
    });
  return {
    ...{ url, data, tendril, receiver, send },
    load: startLoad(() => [url], clients),
    /** Paths of the reasons for which it is not ready. */
    reasons: async (): Promise<string[]> => {
      const reply = (await (await fetch(`${url}/readyz`)).json()) as { reasons: { path: string }[] };
      return reply.reasons.map(({ path }) => path);
    },
    /** How it answers to an event that the load has sent long ago. */
    answer: async () => {
      const reply = await send([{ type: 'track', event: 'export', userId: 'u_1', messageId: 'm-0-0' }]);
      const { error } = (await reply.json()) as { error?: { path: string } };
      return [reply.status, error?.path, Number(reply.headers.get('retry-after')) > 0];
    },
  };
};

const demandSound = async ({ load, url, data, tendril, receiver }: Awaited<ReturnType<typeof start>>) => {
  await load.stop();
  await demandAllStored(load, url);
  const untold = (): string[] => {
    const told = new Set(receiver.requests.flatMap(({ body }) => idsOf(JSON.parse(body))));
    return load.acknowledged.filter((id) => !told.has(id));
  };
  await expect.poll(untold, { timeout: 30_000 }).toEqual([]);
  expect(tendril.child.exitCode).toBeNull();
  tendril.child.kill('SIGTERM');
  expect(await tendril.ended).toBe(0);
  const open = () => openSqliteStore(filesIn(data).store);
  const { grown, rebuilt } = await demandSameWhenRebuilt(open, ['--data', data]);
  expect(rebuilt).toEqual(grown);
};

it('stops taking events at the floor of the disk, and goes on when there is room', async (context) => {
  const disk = demandDisk(context);
  const running = await start(disk, FLOOR_MEGABYTES);
  const { load, reasons, answer } = running;
  await load.goesOn(BATCHES);
  disk.fill((FLOOR_MEGABYTES - 1) * MEGABYTE);
  await expect.poll(reasons, { timeout: 10_000 }).toEqual(['collector.disk']);
  expect(await answer()).toEqual([503, 'collector.disk', true]);
  expect(disk.free()).toBeGreaterThan((FLOOR_MEGABYTES / 2) * MEGABYTE);
  disk.clear();
  await load.goesOn(BATCHES);
  expect(await reasons()).toEqual([]);
  await demandSound(running);
}, 60_000);

it('loses nothing that was acknowledged on a disk that is full to the last byte, and goes on when there is room', async (context) => {
  const disk = demandDisk(context);
  const running = await start(disk, 0);
  const { load, reasons, answer, url } = running;
  for (let round = 1; round <= 3; round += 1) {
    await load.goesOn(BATCHES);
    // What its files leave free when they shrink is taken too.
    const isFull = async () => {
      disk.fill();
      return (await reasons()).includes('collector.log');
    };
    await expect.poll(isFull, { timeout: 20_000 }).toBe(true);
    expect(await answer()).toEqual([503, 'collector.log', true]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/v1/rules?writeKey=${WRITE_KEY}`)).status).toBe(200);
    disk.clear();
  }
  await load.goesOn(BATCHES);
  await expect.poll(reasons, { timeout: 15_000 }).toEqual([]);
  await demandSound(running);
}, 120_000);

it('keeps what it can not apply on a full disk, and applies it when there is room', async (context) => {
  const disk = demandDisk(context);
  const running = await start(disk, 0, 0);
  const { load, reasons, send, url } = running;
  let requests = 0;
  const isAppliedOrNot = async () =>
    (await reasons()).length > 0 || (await statsOf(url)).stored >= load.acknowledged.length;
  // Little in the log, where bodies stay compressed, and much in the read model.
  const sendLarge = async () => {
    const n = requests++;
    const large = { type: 'track', event: 'export', userId: 'u_1', properties: { text: 'x'.repeat(2000) } };
    const batch = Array.from({ length: 150 }, (_, i) => ({ ...large, messageId: `large-${n}-${i}` }));
    if ((await send(batch)).status === 200) load.acknowledged.push(...idsOf({ batch }));
    // One after another: what waits to be applied would leave the room to the log alone.
    await expect.poll(isAppliedOrNot, { timeout: 15_000 }).toBe(true);
    return reasons();
  };
  /** Sends until something is wrong. Which file meets the end of the disk first is not ours to say. */
  const fillByLarge = async () => {
    disk.clear();
    await expect.poll(reasons, { timeout: 15_000 }).toEqual([]);
    disk.fill(MEGABYTE);
    let wrong: string[] = [];
    while (wrong.length === 0) wrong = await sendLarge();
    return wrong;
  };
  await sendLarge();
  await expect.poll(fillByLarge, { timeout: 90_000 }).toEqual(['collector.store']);
  expect((await statsOf(url)).stored).toBeLessThan(load.acknowledged.length);
  disk.clear();
  await expect.poll(reasons, { timeout: 15_000 }).toEqual([]);
  await demandSound(running);
}, 180_000);
