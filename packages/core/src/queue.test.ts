import { expect, test, vi } from 'vitest';
import { createQueue } from './queue.js';
import { messageIds } from './read-row.js';
import { createFakeStore } from './testing/fake-store.js';
import { CONTEXT, eventOf } from './testing/fill-store.js';
import { turn } from './testing/turn.js';

const idOf = (n: number) => `id-${String(n).padStart(4, '0')}`;

function setUp() {
  const store = createFakeStore();
  const saved = vi.fn();
  const queue = createQueue(store, saved);
  const add = (n: number, context = CONTEXT, alone = false) => queue.add(context, eventOf(idOf(n)), alone);
  return { store, saved, queue, add };
}

test('a burst is one row, in the order of the calls', async () => {
  const { store, saved, add } = setUp();
  for (let n = 0; n < 20; n += 1) add(n);
  expect(store.appends).toEqual([]);
  await turn();
  expect(store.appends).toEqual([[20]]);
  expect(await store.ids()).toEqual(Array.from({ length: 20 }, (_, n) => idOf(n)));
  expect(saved).toHaveBeenCalledTimes(1);
});

test('a row has at most 50 events, and a burst is one transaction', async () => {
  const { store, add } = setUp();
  for (let n = 0; n < 120; n += 1) add(n);
  await turn();
  expect(store.appends).toEqual([[50, 50, 20]]);
});

test('events of another context begin a row, and so does one that stands alone', async () => {
  const { store, add } = setUp();
  add(1);
  add(2, '{"locale":"de"}');
  add(3, '{"locale":"de"}', true);
  add(4, '{"locale":"de"}');
  add(5, '{"locale":"de"}');
  await turn();
  expect((await store.rows()).map((row) => messageIds([row]))).toEqual(
    [[1], [2], [3], [4, 5]].map((row) => row.map(idOf)),
  );
});

test('a row is stored no larger than a beacon may be', async () => {
  const { store, queue } = setUp();
  for (let n = 0; n < 20; n += 1)
    queue.add(CONTEXT, `{"messageId":"${idOf(n)}","pad":"${'x'.repeat(4000)}"}`);
  await turn();
  expect(store.appends).toEqual([[3, 3, 3, 3, 3, 3, 2]]);
});

test('save begins the commit at once, and resolves when all before it is committed', async () => {
  const { store, queue, add } = setUp();
  store.hang();
  add(1);
  await turn();
  add(2);
  let done = false;
  const saving = queue.save().then(() => {
    done = true;
  });
  await turn();
  expect(done).toBe(false);
  store.resume();
  await saving;
  expect(await store.ids()).toEqual([idOf(1), idOf(2)]);
});

test('saving nothing appends nothing', async () => {
  const { store, saved, queue } = setUp();
  await queue.save();
  expect(store.appends).toEqual([]);
  expect(saved).not.toHaveBeenCalled();
});

test('a row is pending until it is settled, and unknown ids are passed over', async () => {
  const { queue, add } = setUp();
  add(1);
  await turn();
  add(2);
  add(3);
  await turn();
  expect([queue.size, queue.pending().map(({ id }) => id)]).toEqual([3, [idOf(1), idOf(2)]]);
  queue.settle([idOf(1), 'unknown', idOf(1)]);
  expect([queue.size, queue.pending().map(({ id }) => id)]).toEqual([2, [idOf(2)]]);
});

test('a row that is settled before its commit is never stored', async () => {
  const { store, queue, add } = setUp();
  add(1, CONTEXT, true);
  add(2);
  queue.settle([idOf(1)]);
  await turn();
  expect(await store.ids()).toEqual([idOf(2)]);
});

test('rows that the store refuses are held, and stored with the next ones, once', async () => {
  const { store, queue, add } = setUp();
  store.failing = true;
  add(1);
  await turn();
  expect([queue.size, queue.unsaved().map(({ id }) => id)]).toEqual([1, [idOf(1)]]);
  store.failing = false;
  add(2);
  await turn();
  expect(await store.ids()).toEqual([idOf(1), idOf(2)]);
  expect([store.appends, queue.unsaved()]).toEqual([[[1, 1]], []]);
});

test('all rows can be taken back, and are then not stored any more; what the same task adds later is', async () => {
  const { store, queue, add } = setUp();
  add(1);
  add(2);
  expect(messageIds(queue.clear())).toEqual([idOf(1), idOf(2)]);
  expect(queue.size).toBe(0);
  add(3);
  await turn();
  expect([queue.size, await store.ids()]).toEqual([1, [idOf(3)]]);
});
