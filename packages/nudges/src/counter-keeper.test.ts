import { createEngine } from '@tendril/rules';
import { describe, expect, it } from 'vitest';
import { keepCounters } from './counter-keeper.js';
import { turn } from './testing/fake-clock.js';
import { createFakeDevice, createFakeLink, type FakeDevice } from './testing/fake-link.js';
import { plain, rulesetOf } from './testing/sample-page.js';

const twice = { $did: { event: 'export', within: '7d', count: { $gte: 2 } } };
const RULES = rulesetOf(plain('n', 'top', { who: twice }));

/** A tab with an engine; its counters are read when the promise resolves. */
async function openTab(device: FakeDevice = createFakeDevice(), ready = true) {
  const fake = createFakeLink({ device });
  const heard = { changes: 0 };
  const keeper = keepCounters(fake.link, globalThis, () => {
    heard.changes += 1;
  });
  const engine = createEngine(RULES, { counters: keeper.counters });
  keeper.follow();
  if (ready) await turn();
  return {
    ...fake,
    heard,
    keeper,
    exported: () => engine.record({ name: 'export' }, fake.clock.now()),
    holds: () => engine.candidates(fake.clock.now())[0]?.who,
  };
}

describe('what the person did', () => {
  it('is counted here at once, and on the device for the next page', async () => {
    const first = await openTab();
    first.exported();
    expect(first.holds()).toBeUndefined();
    await turn();
    const second = await openTab(first.device);
    second.exported();
    expect(second.holds()).toBe(true);
  });

  it('counts before the counters have been read', async () => {
    const tab = await openTab(createFakeDevice(), false);
    tab.exported();
    tab.exported();
    await turn();
    await turn();
    expect(tab.holds()).toBe(true);
    expect((await openTab(tab.device)).holds()).toBe(true);
  });

  it('is counted once over two tabs that write at the same time', async () => {
    const device = createFakeDevice();
    const tabs = [await openTab(device), await openTab(device)] as const;
    for (const tab of tabs) tab.exported();
    for (let round = 0; round < 4; round++) await turn();
    for (const tab of tabs) expect(tab.holds()).toBe(true);
    const [saved] = [...device.values].flatMap(([name, value]) =>
      name.startsWith('counters:') ? [value] : [],
    );
    expect((saved as { rest: unknown[] }).rest).toHaveLength(2);
  });

  it('is written again when a write failed, and not twice when it did not', async () => {
    const tab = await openTab();
    const { store } = tab.link.ports;
    const { update } = store;
    store.update = async (...args) => {
      await update.apply(store, args as never);
      throw new Error('the answer was lost');
    };
    tab.exported();
    await turn();
    store.update = update;
    expect((await openTab(tab.device)).holds()).toBeUndefined();
    tab.exported();
    await turn();
    const next = await openTab(tab.device);
    expect(next.holds()).toBe(true);
    const saved = next.device.values.get('counters:u_1:acct_1') as { rest: unknown[] };
    expect(saved.rest).toHaveLength(2);
  });

  it('lasts as long as the page where there is no store', async () => {
    const tab = await openTab(createFakeDevice(), false);
    tab.link.ports.store.update = () => Promise.reject(new Error('no disk'));
    await turn();
    tab.exported();
    tab.exported();
    await turn();
    expect(tab.holds()).toBe(true);
  });
});

describe('a person', () => {
  it('has counters of their own, and finds them again', async () => {
    const tab = await openTab();
    tab.exported();
    tab.exported();
    await turn();
    expect(tab.holds()).toBe(true);
    const { identity } = tab.state;
    tab.state.identity = { anonymousId: 'anon', userId: 'u_2', groupId: 'acct_1' };
    tab.keeper.follow();
    await turn();
    expect(tab.holds()).toBeUndefined();
    tab.state.identity = identity;
    tab.keeper.follow();
    await turn();
    expect(tab.holds()).toBe(true);
  });

  it('does not get what could not be stored for another', async () => {
    const tab = await openTab();
    const { store } = tab.link.ports;
    const { update } = store;
    store.update = () => Promise.reject(new Error('no disk'));
    tab.exported();
    tab.exported();
    await turn();
    store.update = update;
    tab.state.identity = { anonymousId: 'anon', userId: 'u_2', groupId: 'acct_1' };
    tab.keeper.follow();
    await turn();
    expect(tab.holds()).toBeUndefined();
    expect(tab.device.values.get('counters:u_2:acct_1')).toMatchObject({ rest: [] });
  });

  it('gets what happened before it was known who is here', async () => {
    const tab = await openTab(createFakeDevice(), false);
    const { identity } = tab.state;
    tab.state.identity = undefined as never;
    tab.keeper.follow();
    await turn();
    tab.state.identity = identity;
    tab.exported();
    tab.exported();
    tab.keeper.follow();
    await turn();
    await turn();
    expect(tab.holds()).toBe(true);
    expect((await openTab(tab.device)).holds()).toBe(true);
  });

  it('that is unknown has none', async () => {
    const tab = await openTab();
    tab.state.identity = undefined as never;
    tab.keeper.follow();
    tab.exported();
    await turn();
    expect(tab.holds()).toBeUndefined();
    expect([...tab.device.values.keys()]).toEqual(['counters:u_1:acct_1']);
  });
});

it('stopped, it hears of no other tab', async () => {
  const tab = await openTab();
  tab.keeper.stop();
  expect(tab.device.listeners.size).toBe(0);
});
