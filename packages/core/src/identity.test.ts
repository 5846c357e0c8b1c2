import { beforeEach, expect, test } from 'vitest';
import { createIdentity } from './identity.js';
import { createFakeMemo } from './testing/fake-memo.js';
import { createFakeStore } from './testing/fake-store.js';
import { turn } from './testing/turn.js';

let memo = createFakeMemo();
let store = createFakeStore();
let made = 0;
const create = () => createIdentity(memo, store, () => `new-${++made}`);
const known = { anonymousId: 'known', userId: 'u_1' };

beforeEach(() => {
  memo = createFakeMemo();
  store = createFakeStore();
  made = 0;
});

test('a browser that the memo remembers is known at once, without the store', () => {
  memo.write('identity', JSON.stringify(known));
  store.failing = true;
  expect(create().current()).toEqual(known);
});

test('a lost memo is made good by the copy in the store', async () => {
  await store.update('identity', () => known);
  const identity = create();
  expect(identity.current()).toBeUndefined();
  await identity.ready;
  expect(identity.force()).toEqual(known);
});

test.each(['', 'null', '{', '[]', '"text"', '{"anonymousId":7}'])(
  'a damaged memo (%s) counts as lost',
  async (text) => {
    memo.write('identity', text);
    await store.update('identity', () => known);
    const identity = create();
    await identity.ready;
    expect(identity.current()).toEqual(known);
  },
);

test('finding out who it is stores nothing', async () => {
  const identity = create();
  await identity.ready;
  expect(identity.current()).toBeUndefined();
  expect(memo.entries.size).toBe(0);
});

test('a new browser gets an id that the memo and the store keep', async () => {
  const identity = create();
  await identity.ready;
  expect(identity.force()).toEqual({ anonymousId: 'new-1' });
  expect(identity.force()).toEqual({ anonymousId: 'new-1' });
  expect(JSON.parse(memo.read('identity')!)).toEqual({ anonymousId: 'new-1' });
  expect(await store.read('identity')).toEqual({ anonymousId: 'new-1' });
});

test('two tabs of a first visit are one browser: the later one takes what the earlier one made up', async () => {
  const [first, second] = [create(), create()];
  await Promise.all([first.ready, second.ready]);
  expect(second.force()).toEqual({ anonymousId: 'new-1' });
  expect(first.force()).toEqual({ anonymousId: 'new-1' });
});

test('forced before the store has answered, it keeps the id that it made up', async () => {
  await store.update('identity', () => known);
  const identity = create();
  expect(identity.force()).toEqual({ anonymousId: 'new-1' });
  await identity.ready;
  expect(identity.current()).toEqual({ anonymousId: 'new-1' });
});

test('a store that refuses does no harm', async () => {
  store.failing = true;
  const identity = create();
  await identity.ready;
  identity.change({ userId: 'u_2' });
  await turn();
  expect(identity.current()).toEqual({ anonymousId: 'new-1', userId: 'u_2' });
});

test('a reset forgets user and group and makes a new anonymous id', () => {
  const identity = create();
  identity.change({ userId: 'u_1', groupId: 'acct_1' });
  identity.reset();
  expect(identity.current()).toEqual({ anonymousId: 'new-2' });
  expect(JSON.parse(memo.read('identity')!)).toEqual({ anonymousId: 'new-2' });
});

test('reload takes over what another tab wrote, and keeps its own when there is nothing', () => {
  const identity = create();
  identity.force();
  memo.write('identity', JSON.stringify(known));
  identity.reload();
  expect(identity.current()).toEqual(known);
  memo.write('identity', undefined);
  identity.reload();
  expect(identity.current()).toEqual(known);
});
