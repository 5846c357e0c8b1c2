import { createEngine } from '@tendril/rules';
import { describe, expect, it } from 'vitest';
import { keepCounters } from './counter-keeper.js';
import { turn } from './testing/fake-clock.js';
import { createFakeDevice, createFakeLink, type FakeDevice } from './testing/fake-link.js';
import { plain, rulesetOf } from './testing/sample-page.js';

const DAY = 86_400_000;
let made = 0;
const twice = { $did: { event: 'export', within: '7d', count: { $gte: 2 } } };
const RULES = rulesetOf(plain('n', 'top', { who: twice }));

/** A tab with an engine; its counters are read when the promise resolves. */
async function openTab(device: FakeDevice = createFakeDevice(), ready = true) {
  const fake = createFakeLink({ device });
  const heard = { changes: 0 };
  const keeper = keepCounters(fake.link, () => {
    heard.changes += 1;
  });
  const engine = createEngine(RULES, { counters: keeper.counters });
  keeper.follow();
  if (ready) await turn();
  function exported(): string {
    const now = fake.clock.now();
    made += 1;
    const messageId = `${(now * 1024 + made).toString(36)}-page`;
    engine.record({ name: 'export', messageId, at: now }, now);
    return messageId;
  }
  /** The collector answers the question about these events: it has counted so many, and holds some of those asked about. */
  function told(seq: number, count: number, holds: string[], asked = asks()): void {
    const first = Math.floor(fake.clock.now() / DAY);
    const baseline = { unit: 'day' as const, first, counts: [count], from: 0 };
    const counters = Object.fromEntries([...keeper.counters.all.keys()].map((key) => [key, baseline]));
    const at = fake.clock.now();
    fake.link.serverCounters.set({ who: 'u_1:acct_1', seq, counters, asked, holds, at });
  }
  const asks = () => [...fake.link.asks].flatMap((ids) => ids());
  return {
    ...fake,
    told,
    asks,
    heard,
    keeper,
    exported,
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

it('says what it counts in the windows of a document, and what is not known', async () => {
  const tab = await openTab(createFakeDevice(), false);
  const { counters } = tab.keeper;
  const said = () => counters.counted(JSON.stringify(RULES), tab.clock.now());
  const key = JSON.stringify({ $did: twice.$did }).slice(1, -1);
  expect(said()).toEqual({ [key]: 'unknown' });
  await turn();
  tab.exported();
  expect(said()).toEqual({ [key]: '1+' });
  await turn();
  tab.told(7, 1, tab.asks());
  await turn();
  expect(said()).toEqual({ [key]: 1 });
  expect(counters.counted('{}', tab.clock.now())).toEqual({});
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

describe('what the collector has counted', () => {
  it('comes before what is counted here: the last export was on another device', async () => {
    const tab = await openTab();
    tab.exported();
    await turn();
    expect(tab.holds()).toBeUndefined();
    tab.told(7, 1, []);
    await turn();
    expect(tab.holds()).toBe(true);
    const next = await openTab(tab.device);
    expect(next.holds()).toBe(true);
  });

  it('makes "fewer than two" known, and counts nothing twice that it holds', async () => {
    const tab = await openTab();
    const id = tab.exported();
    await turn();
    tab.told(7, 1, [id]);
    await turn();
    expect(tab.holds()).toBe(false);
    expect(tab.asks()).toEqual([]);
    tab.exported();
    expect(tab.holds()).toBe(true);
  });

  it('is not used where it was not asked about an event; it is asked for again', async () => {
    const tab = await openTab();
    const id = tab.exported();
    await turn();
    const wanted = tab.link.wanted.get();
    expect(wanted).toBeGreaterThan(0);
    tab.told(7, 1, [], []);
    await turn();
    expect([tab.holds(), tab.link.wanted.get()]).toEqual([undefined, wanted + 1]);
    expect(tab.asks()).toEqual([id]);
    tab.told(7, 1, [id]);
    await turn();
    expect([tab.holds(), tab.link.wanted.get()]).toEqual([false, wanted + 1]);
  });

  it('reaches the other tabs, also what one of them had not written yet', async () => {
    const device = createFakeDevice();
    const [one, two] = [await openTab(device), await openTab(device)];
    one.told(7, 1, []);
    await turn();
    await turn();
    expect([one.holds(), two.holds()]).toEqual([false, false]);
    two.exported();
    for (let round = 0; round < 4; round++) await turn();
    expect([one.holds(), two.holds()]).toEqual([true, true]);
  });

  it('holds for this page where there is no store', async () => {
    const tab = await openTab();
    tab.link.ports.store.update = () => Promise.reject(new Error('no disk'));
    const id = tab.exported();
    await turn();
    tab.told(7, 1, [id]);
    await turn();
    expect(tab.holds()).toBe(false);
    tab.exported();
    await turn();
    expect(tab.holds()).toBe(true);
  });

  it('of another person is left alone', async () => {
    const tab = await openTab();
    tab.state.identity = { anonymousId: 'anon', userId: 'u_2', groupId: 'acct_1' };
    tab.told(7, 5, []);
    await turn();
    expect(tab.holds()).toBeUndefined();
  });
});

it('stopped, it hears of no other tab', async () => {
  const tab = await openTab();
  tab.keeper.stop();
  expect([tab.device.listeners.size, tab.link.asks.size, tab.link.serverCounters.lc]).toEqual([0, 0, 0]);
});
