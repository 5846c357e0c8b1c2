import { expect, test, vi } from 'vitest';
import { createMemoryStore } from './memory-store.js';
import { keepBounds, overflow } from './queue-bounds.js';

const row = (id: string, bytes = 10, precious = false) => ({ id, bytes, precious });

test.each([
  ['what fits stays', [row('a'), row('b')], []],
  ['too many rows: the oldest go', [row('a'), row('b'), row('c'), row('d'), row('e')], ['a', 'b']],
  ['too many bytes: as many of the oldest as it takes', [row('a', 60), row('b', 50), row('c', 40)], ['a']],
  ['who somebody is outlives what they did', [row('a', 10, true), row('b'), row('c'), row('d')], ['b']],
  ['precious rows go too when they are all there is', [row('a', 70, true), row('b', 70, true)], ['a']],
])('%s', (_, rows, gone) => {
  expect(overflow(rows, { rows: 3, bytes: 100 })).toEqual(gone);
});

test('rows that have to go leave the store, are settled, and are counted by name', async () => {
  const store = createMemoryStore();
  // Nine megabytes in rows just under the limit of an event, an identify first.
  const body = (type: string) => `{"type":"${type}","pad":"${'x'.repeat(30_000)}"}`;
  const ids = Array.from({ length: 300 }, (_, n) => `r${String(n).padStart(3, '0')}`);
  await store.append(ids.map((id, n) => ({ id, body: body(n ? 'track' : 'identify') })));
  const drop = vi.fn();
  const settled = vi.fn();

  await keepBounds(store, { drop } as never, settled);

  const left = await store.oldest({ rows: 1000, bytes: Number.POSITIVE_INFINITY });
  const gone = drop.mock.calls.map(([reason, id]) => [reason, id]);
  expect(gone.length).toBeGreaterThan(0);
  expect(gone).toEqual(ids.slice(1, gone.length + 1).map((id) => ['queue_full', id]));
  expect(settled).toHaveBeenCalledWith(gone.map(([, id]) => id));
  expect(left.map(({ id }) => id)).toEqual([ids[0], ...ids.slice(gone.length + 1)]);
});
