import { beforeEach, expect, test } from 'vitest';
import { createFacts } from './facts.js';
import { keepFacts } from './keep-facts.js';
import { createStatements } from './statements.js';
import { createFakeChannel } from './testing/fake-channel.js';
import { createFakeStore } from './testing/fake-store.js';
import { turn } from './testing/turn.js';

let store = createFakeStore();
let channel = createFakeChannel();

beforeEach(() => {
  store = createFakeStore();
  channel = createFakeChannel();
});

function openPage() {
  const keeper = createFacts(createStatements(() => {}));
  const stop = keepFacts(keeper, store, channel.join());
  return { ...keeper, stop };
}

test('facts come back on the next page', async () => {
  const first = openPage();
  await turn();
  first.user({ role: 'owner' });
  first.account({ plan: 'team', entitlements: ['a'] });
  await turn();
  first.stop();
  const second = openPage();
  await turn();
  expect(second.facts.get()).toEqual(first.facts.get());
  expect(second.entitlements.get()).toEqual(['a']);
});

test('what the page said while the store was read is newer, and is kept and told', async () => {
  await store.update('facts', () => ({
    user: { role: 'owner', name: 'Ada' },
    account: {},
    usage: { seats: { used: 1 } },
  }));
  const other = openPage();
  await turn();
  const page = openPage();
  page.user({ role: 'admin' });
  await turn();
  const expected = { user: { role: 'admin', name: 'Ada' }, account: {}, usage: { seats: { used: 1 } } };
  expect(page.facts.get()).toEqual(expected);
  expect(await store.read('facts')).toEqual(expected);
  expect(other.facts.get()).toEqual(expected);
});

test('nothing stays unlocked that the page has locked while the store was read', async () => {
  await store.update('facts', () => ({ user: {}, account: {}, usage: {}, entitlement: { a: true } }));
  const page = openPage();
  page.account({ entitlements: [] });
  await turn();
  expect(page.entitlements.get()).toEqual([]);
  expect(await store.read('facts')).toMatchObject({ entitlement: {} });
});

test('a page that says nothing writes nothing and tells nobody', async () => {
  openPage();
  await turn();
  expect(await store.read('facts')).toBeUndefined();
  expect(channel.messages).toEqual([]);
});

test('tabs have the same facts, and what is heard is not told again', async () => {
  const [one, two] = [openPage(), openPage()];
  await turn();
  one.usage({ seats: { used: 9, limit: 10 } });
  await turn();
  expect(two.facts.get()).toEqual(one.facts.get());
  expect(channel.messages).toHaveLength(1);
});

test('a fact that can be neither stored nor told stays in the page, without harm', async () => {
  const [one, two] = [openPage(), openPage()];
  await turn();
  const circle: { [key: string]: unknown } = {};
  circle.self = circle;
  one.user({ circle: circle as never });
  one.user({ circle: null, fn: (() => {}) as never, role: 'owner' });
  await turn();
  expect(two.facts.get().user).toEqual({ circle: null, role: 'owner' });
  expect(await store.read('facts')).toMatchObject({ user: { role: 'owner' } });
});

test('a store that refuses leaves facts and tabs working', async () => {
  store.failing = true;
  const [one, two] = [openPage(), openPage()];
  await turn();
  one.user({ role: 'owner' });
  await turn();
  expect(two.facts.get().user).toEqual({ role: 'owner' });
});

test('stopped, it stores nothing, hears nothing and listens to nothing', async () => {
  const [one, two] = [openPage(), openPage()];
  await turn();
  one.stop();
  one.user({ role: 'owner' });
  two.user({ role: 'admin' });
  await turn();
  expect(one.facts.get().user).toEqual({ role: 'owner' });
  expect(await store.read('facts')).toMatchObject({ user: { role: 'admin' } });
  expect(channel.listeners).toBe(1);
});

test('stopped before the store has answered, it takes over nothing', async () => {
  await store.update('facts', () => ({ user: { role: 'owner' }, account: {}, usage: {} }));
  const page = openPage();
  page.stop();
  await turn();
  expect(page.facts.get().user).toEqual({});
});
