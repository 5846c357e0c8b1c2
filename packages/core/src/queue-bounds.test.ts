import { expect, test, vi } from 'vitest';
import { createQueue } from './queue.js';
import { keepBounds, overflow } from './queue-bounds.js';
import { rowOf } from './row.js';
import { createFakeStore } from './testing/fake-store.js';
import { CONTEXT } from './testing/fill-store.js';

const row = (id: string, bytes = 10, precious = false, events = [id]) => ({ id, bytes, precious, events });

test.each([
  ['what fits stays', [row('a'), row('b')], []],
  ['too many events: the oldest go', [row('a'), row('b'), row('c'), row('d'), row('e')], ['a', 'b']],
  ['a row counts as its events', [row('a'), row('b', 10, false, ['b', 'c', 'd'])], ['a']],
  ['too many bytes: as many of the oldest as it takes', [row('a', 60), row('b', 50), row('c', 40)], ['a']],
  ['who somebody is outlives what they did', [row('a', 10, true), row('b'), row('c'), row('d')], ['b']],
  ['precious rows go too when they are all there is', [row('a', 70, true), row('b', 70, true)], ['a']],
])('%s', (_, rows, gone) => {
  expect(overflow(rows, { rows: 3, bytes: 100 }).map(({ id }) => id)).toEqual(gone);
});

// Nine megabytes in rows just under the limit of an event, an identify first.
const ids = Array.from({ length: 300 }, (_, n) => `r${String(n).padStart(3, '0')}`);
const rows = ids.map((id, n) =>
  rowOf(CONTEXT, [
    `{"messageId":"${id}","type":"${n ? 'track' : 'identify'}","pad":"${'x'.repeat(30_000)}"}`,
  ]),
);

async function bound(storing: boolean) {
  const store = createFakeStore();
  const queue = createQueue(store, () => {});
  store.failing = !storing;
  if (storing) for (const one of rows) await store.append([one]);
  else for (const one of rows) queue.put(one);
  await queue.save();
  const drop = vi.fn();
  const settled = vi.fn((gone: readonly string[]) => queue.settle(gone));
  await keepBounds(store, queue, { drop } as never, settled);
  const gone = drop.mock.calls.map(([reason, id]) => [reason, id]);
  const left = storing ? await store.ids() : queue.pending().map(({ id }) => id);
  return { gone, left, settled };
}

test('what two tabs bound at once is counted once', async () => {
  const store = createFakeStore();
  for (const one of rows) await store.append([one]);
  const drop = vi.fn();
  const tab = () =>
    keepBounds(
      store,
      createQueue(store, () => {}),
      { drop } as never,
      () => {},
    );
  await Promise.all([tab(), tab(), tab()]);
  const gone = drop.mock.calls.map(([, id]) => id);
  expect(gone.length).toBeGreaterThan(0);
  expect(gone).toEqual([...new Set(gone)]);
  expect([...gone, ...(await store.ids())].sort()).toEqual(ids);
});

test.each([
  ['leave the store', true],
  ['leave the page’s memory when nothing can be stored', false],
])('rows that have to go %s, are settled, and are counted by name', async (_, storing) => {
  const { gone, left, settled } = await bound(storing);
  expect(gone.length).toBeGreaterThan(0);
  expect(gone).toEqual(ids.slice(1, gone.length + 1).map((id) => ['queue_full', id]));
  expect(settled).toHaveBeenCalledWith(gone.map(([, id]) => id));
  expect(left).toEqual([ids[0], ...ids.slice(gone.length + 1)]);
});
