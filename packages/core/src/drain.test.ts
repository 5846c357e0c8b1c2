import { LIMITS } from '@tendril/protocol';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type DrainScene, drain } from './drain.js';
import { createDrops } from './drops.js';
import { createMessageIds } from './message-id.js';
import { createNotices } from './notices.js';
import { createQueue } from './queue.js';
import { requestBody } from './request-body.js';
import type { Drop } from './tendril.js';
import { createFakeClock } from './testing/fake-clock.js';
import { accepted, createFakeCollector } from './testing/fake-collector.js';
import { createFakeStore } from './testing/fake-store.js';
import { CONTEXT, eventOf, fillStore, rowOfIds } from './testing/fill-store.js';
import { turn } from './testing/turn.js';

async function setUp(count: number) {
  const clock = createFakeClock();
  const collector = createFakeCollector(clock);
  const store = createFakeStore();
  const ids = await fillStore(store, count);
  const notices = createNotices();
  const dropped: Drop[] = [];
  notices.on('drop', (drop) => dropped.push(drop));
  const drops = createDrops(notices);
  const settled: string[] = [];
  const onRevision = vi.fn();
  const queue = createQueue(store, () => {});
  const scene: DrainScene = {
    ports: { store, clock, random: () => new Uint8Array(16).fill(128) },
    transport: collector.connect({ held: false }),
    queue,
    drops,
    body: (rows, dropped) => requestBody('wk', clock.now(), rows, { dropped }),
    settled(more) {
      settled.push(...more);
      queue.settle(more);
    },
    onRevision,
    onFacts: () => {},
    stopped: () => false,
    progress: { rows: 50, failures: 0, refused: 0, sent: 0, gone: [], flying: [], reported: {} },
  };
  const left = () => store.ids();
  return { clock, collector, store, ids, drops, dropped, settled, onRevision, scene, left };
}

test('an empty store makes no request', async () => {
  const { scene, collector } = await setUp(0);
  expect(await drain(scene)).toEqual({ why: 'empty' });
  expect(collector.requests).toEqual([]);
});

test('rows go oldest first, a request’s worth at a time, until none is left', async () => {
  const { scene, collector, ids, settled, left } = await setUp(60);
  expect(await drain(scene)).toEqual({ why: 'empty' });
  expect(collector.requests.map((request) => request.ids)).toEqual([ids.slice(0, 50), ids.slice(50)]);
  expect(settled).toEqual(ids);
  expect(await left()).toEqual([]);
  expect(scene.progress.sent).toBe(60);
});

test.each([
  ['204 without a body', { status: 204 }],
  ['200 with nothing', { status: 200, body: '' }],
  ['200 with HTML of a proxy', { status: 200, body: '<!doctype html><title>OK</title>' }],
  ['200 with a list', { status: 200, body: '[]' }],
  ['200 with null', { status: 200, body: 'null' }],
  ['202 with other members', { status: 202, body: '{"success":true}' }],
  ['rejected that is null', { status: 200, body: '{"rejected":null}' }],
  ['rejected that is a number', { status: 200, body: '{"rejected":5}' }],
  [
    'rejected that names nothing',
    { status: 200, body: '{"rejected":[null,7,{},{"i":-1},{"i":99},{"i":"x"}]}' },
  ],
])('every 2xx is success: %s', async (_, reply) => {
  const { scene, collector, ids, dropped, settled, left } = await setUp(3);
  collector.replies = [reply];
  expect(await drain(scene)).toEqual({ why: 'empty' });
  expect(collector.requests).toHaveLength(1);
  expect([settled, await left(), dropped, scene.progress.sent]).toEqual([ids, [], [], 3]);
});

test('what an accepted batch names as rejected is a drop with the reason; the rest is sent', async () => {
  const { scene, collector, dropped, settled, ids } = await setUp(4);
  const reply = {
    rejected: [
      { i: 1, reason: 'no name' },
      { i: 3, reason: 'too old' },
      { i: 3, reason: 'twice' },
    ],
  };
  collector.replies = [accepted(reply)];
  await drain(scene);
  expect(dropped).toEqual([
    { reason: 'rejected', messageId: 'r01', detail: 'no name' },
    { reason: 'rejected', messageId: 'r03', detail: 'twice' },
  ]);
  expect(settled).toEqual(ids);
  expect(scene.progress.sent).toBe(2);
});

test('a reply hands on the revision of the ruleset, if it is a text', async () => {
  const { scene, collector, onRevision } = await setUp(101);
  collector.replies = [accepted({ ruleset: 'v7' }), accepted({ ruleset: 7 as never })];
  await drain(scene);
  expect(onRevision.mock.calls).toEqual([['v7']]);
});

const poisonous =
  (poison: string[], status: number) =>
  ({ ids }: { ids: string[] }) =>
    ids.some((id) => poison.includes(id)) ? { status, body: 'bad event' } : accepted();

test.each([
  ['head', 'r00', 400],
  ['middle', 'r03', 413],
  ['tail', 'r07', 422],
])('a poisonous row at the %s is dropped alone; the others are delivered', async (_, poison, status) => {
  const { scene, collector, ids, dropped, settled, left } = await setUp(8);
  collector.otherwise = poisonous([poison], status);
  expect(await drain(scene)).toEqual({ why: 'empty' });
  expect(dropped).toEqual([{ reason: 'refused', messageId: poison, detail: `${status} bad event` }]);
  expect(collector.delivered).toEqual(ids.filter((id) => id !== poison));
  expect([...settled].sort()).toEqual(ids);
  expect(await left()).toEqual([]);
});

test('any set of poisonous rows is dropped, each row is settled once, and requests grow again after', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(59), { maxLength: 8 }), async (places) => {
      const { scene, collector, ids, dropped, settled } = await setUp(60);
      const poison = ids.filter((_, at) => places.includes(at));
      collector.otherwise = poisonous(poison, 400);
      await drain(scene);
      expect(dropped.map(({ messageId }) => messageId)).toEqual(poison);
      expect(collector.delivered).toEqual(ids.filter((id) => !poison.includes(id)));
      expect(settled).toEqual(ids);
      expect(collector.requests.length).toBeLessThanOrEqual(4 + poison.length * 20);
    }),
    { numRuns: 50 },
  );
});

test.each([401, 403, 404, 410])('%i halts, says why and keeps the rows', async (status) => {
  const { scene, collector, ids, settled, left } = await setUp(3);
  collector.replies = [{ status, body: 'unknown write key' }];
  expect(await drain(scene)).toEqual({ why: 'halted', status, detail: 'unknown write key' });
  expect([collector.requests.length, settled, await left()]).toEqual([1, [], ids]);
});

test.each([0, 301, 408, 425, 429, 500, 502, 503])(
  '%i waits with jitter, longer each time, and keeps the rows',
  async (status) => {
    const { scene, collector, ids, left } = await setUp(3);
    collector.otherwise = { status };
    const waits: unknown[] = [];
    for (let failure = 0; failure < 3; failure += 1) waits.push(await drain(scene));
    const half = 0x8080 / 0x1_0000;
    expect(waits).toEqual(
      [1000, 2000, 4000].map((ms) => ({ why: 'waiting', waitMs: ms * half, told: false })),
    );
    expect(await left()).toEqual(ids);
  },
);

test('Retry-After is the wait, and it is said that the collector named it', async () => {
  const { scene, collector } = await setUp(1);
  collector.replies = [{ status: 429, retryAfterMs: 42_000 }];
  expect(await drain(scene)).toEqual({ why: 'waiting', waitMs: 42_000, told: true });
});

test('success starts the waiting anew', async () => {
  const { scene, collector } = await setUp(1);
  collector.replies = [{ status: 503 }, { status: 503 }];
  await drain(scene);
  await drain(scene);
  await drain(scene);
  expect(scene.progress).toMatchObject({ failures: 0, refused: 0 });
});

test.each([
  ['refused three times', [0, 0, 0], true, 3],
  ['answered in between', [0, 500, 0], true, 1],
  ['split in between', [0, 413, 0], true, 1],
  ['offline', [0, 0, 0], false, 0],
])('connections count as refused in a row: %s', async (_, statuses, online, refused) => {
  const { scene, collector } = await setUp(2);
  collector.online = online;
  collector.replies = statuses.map((status) => ({ status }));
  while (collector.replies.length) await drain(scene);
  expect(scene.progress.refused).toBe(refused);
});

test('drops are told to the collector once, with the batch that it accepts', async () => {
  const { scene, collector, drops } = await setUp(51);
  drops.drop('invalid', 'x');
  drops.drop('invalid', 'y');
  collector.replies = [{ status: 503 }, accepted({ rejected: [{ i: 0, reason: 'old' }] })];
  await drain(scene);
  await drain(scene);
  expect(collector.requests.map(({ body }) => body.context?.dropped)).toEqual([
    { invalid: 2 },
    { invalid: 2 },
    { rejected: 1 },
  ]);
});

test('stopped, it sends no further request', async () => {
  const { scene, collector, left } = await setUp(60);
  let stopped = false;
  collector.replies = [
    () => {
      stopped = true;
      return accepted();
    },
  ];
  await drain({ ...scene, stopped: () => stopped });
  expect(collector.requests).toHaveLength(1);
  expect(await left()).toHaveLength(10);
});

/** A messageId as the client makes it for an instant. */
const idAt = (ms: number) =>
  createMessageIds(
    () => ms,
    () => new Uint8Array(16),
  )();

test('rows that nobody has wanted for seven days are dropped by name, the others are sent', async () => {
  const { scene, store, clock, collector, dropped } = await setUp(0);
  const [old, young] = [idAt(clock.now() - LIMITS.maxAgeMs - 1), idAt(clock.now() - LIMITS.maxAgeMs + 1000)];
  for (const id of [old, young]) await store.append([rowOfIds(id)]);
  await drain(scene);
  expect(dropped).toEqual([{ reason: 'expired', messageId: old }]);
  expect(collector.delivered).toEqual([young]);
  expect(await store.rows()).toEqual([]);
});

test('a refused row of many events is halved down to the offender, while the page goes on recording', async () => {
  const { scene, collector, store, dropped } = await setUp(0);
  const many = Array.from({ length: 16 }, (_, n) => `r${n + 10}`);
  await store.append([rowOfIds(...many)]);
  // While the halves are stored the page records another event, which the store does not take.
  const { append } = store;
  let full = false;
  store.append = async (rows) => {
    if (full) throw new DOMException('full', 'QuotaExceededError');
    await append(rows);
    full = true;
    scene.queue.add(CONTEXT, eventOf('said'), true);
    await turn();
  };
  collector.otherwise = poisonous(['r21'], 400);
  await drain(scene);
  expect(dropped.map(({ messageId }) => messageId)).toEqual(['r21']);
  expect([...collector.delivered].sort()).toEqual([...many.filter((id) => id !== 'r21'), 'said'].sort());
  expect(await store.rows()).toEqual([]);
});

test('rows that were accepted and can not be removed do not go out again, and are removed later', async () => {
  const { scene, collector, store, ids, left } = await setUp(60);
  const { remove } = store;
  let refusals = 1;
  store.remove = (gone) => (refusals-- > 0 ? Promise.reject(new Error('held up')) : remove(gone));
  expect(await drain(scene)).toEqual({ why: 'empty' });
  expect(collector.requests.map((request) => request.ids)).toEqual([ids.slice(0, 50), ids.slice(50)]);
  expect([await left(), scene.progress.gone]).toEqual([[], []]);
});

test('what the collector says of waiting holds for every tab, and no longer than it said', async () => {
  const { scene, collector, clock } = await setUp(1);
  collector.replies = [{ status: 429, retryAfterMs: 5000 }];
  expect(await drain(scene)).toEqual({ why: 'waiting', waitMs: 5000, told: true });
  await clock.advance(2000);
  const otherTab = { ...scene, progress: { ...scene.progress, failures: 0 } };
  expect(await drain(otherTab)).toEqual({ why: 'waiting', waitMs: 3000, told: true });
  expect(collector.requests).toHaveLength(1);
  await clock.advance(3000);
  expect(await drain(otherTab)).toEqual({ why: 'empty' });
});

test('a clock that was set back does not stretch a wait beyond its cap', async () => {
  const { scene, collector, store, clock } = await setUp(1);
  await store.update('not-before', () => clock.now() + 2 * 3_600_000);
  expect(await drain(scene)).toEqual({ why: 'empty' });
  expect(collector.requests).toHaveLength(1);
});
