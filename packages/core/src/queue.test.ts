import { expect, test, vi } from 'vitest';
import { createQueue } from './queue.js';
import { createFakeStore } from './testing/fake-store.js';
import { turn } from './testing/turn.js';

const row = (n: number) => ({ id: `id-${String(n).padStart(4, '0')}`, body: `{"n":${n}}` });

function setUp() {
  const store = createFakeStore();
  const saved = vi.fn();
  return { store, saved, queue: createQueue(store, saved) };
}

test('a burst is one append, in the order of the calls', async () => {
  const { store, saved, queue } = setUp();
  for (let n = 0; n < 20; n += 1) queue.add(row(n));
  expect(store.appends).toEqual([]);
  await turn();
  expect(store.appends).toEqual([20]);
  expect(await store.rows()).toEqual(Array.from({ length: 20 }, (_, n) => row(n)));
  expect(saved).toHaveBeenCalledTimes(1);
});

test('a transaction has at most 50 rows', async () => {
  const { store, queue } = setUp();
  for (let n = 0; n < 120; n += 1) queue.add(row(n));
  await turn();
  expect(store.appends).toEqual([50, 50, 20]);
});

test('save begins the commit at once, and resolves when all before it is committed', async () => {
  const { store, queue } = setUp();
  store.hang();
  queue.add(row(1));
  await turn();
  queue.add(row(2));
  let done = false;
  const saving = queue.save().then(() => {
    done = true;
  });
  await turn();
  expect(done).toBe(false);
  store.resume();
  await saving;
  expect((await store.rows()).map(({ id }) => id)).toEqual(['id-0001', 'id-0002']);
});

test('saving nothing appends nothing', async () => {
  const { store, saved, queue } = setUp();
  await queue.save();
  expect(store.appends).toEqual([]);
  expect(saved).not.toHaveBeenCalled();
});

test('a row is pending until it is settled, and unknown ids are passed over', async () => {
  const { queue } = setUp();
  queue.add(row(1));
  queue.add(row(2));
  await turn();
  expect(queue.pending()).toEqual([row(1), row(2)]);
  queue.settle(['id-0001', 'unknown']);
  expect(queue.pending()).toEqual([row(2)]);
  expect(queue.size).toBe(1);
});

test('a row that is settled before its commit is never stored', async () => {
  const { store, queue } = setUp();
  queue.add(row(1));
  queue.add(row(2));
  queue.settle(['id-0001']);
  await turn();
  expect(await store.rows()).toEqual([row(2)]);
});

test('rows that the store refuses are stored with the next ones, once', async () => {
  const { store, queue } = setUp();
  store.failing = true;
  queue.add(row(1));
  await turn();
  expect(queue.size).toBe(1);
  store.failing = false;
  queue.add(row(2));
  await turn();
  expect((await store.rows()).map(({ id }) => id)).toEqual(['id-0001', 'id-0002']);
  expect(store.appends).toEqual([2]);
});
