import type { FactsReply } from '@tendril/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import type { FactsAnswer } from './ports.js';
import type { TendrilOptions } from './tendril.js';
import { createFakeBrowser } from './testing/fake-browser.js';
import { accepted, type FactsRequest } from './testing/fake-collector.js';
import { turn } from './testing/turn.js';

let browser = createFakeBrowser();
let asked = 0;
beforeEach(() => {
  browser = createFakeBrowser();
  asked = 0;
});

const COUNTED = { unit: 'day' as const, first: 1, counts: [1], from: 0 };
const token = async () => `token-${++asked}`;
/** A page of somebody who is identified, with facts as the collector answers. */
async function open(options: Partial<TendrilOptions> = {}, user = 'u_1') {
  const tab = browser.openTab({ token, nudges: {}, ...options });
  if (user) tab.tendril.identify(user);
  await turn();
  await turn();
  return tab;
}
const answer = (facts: FactsReply['facts'], more: Partial<FactsReply> = {}): FactsAnswer => ({
  status: 200,
  reply: { version: 'v1', seq: 1, facts, counters: {}, ...more },
});
const serve = (facts: FactsReply['facts'], more: Partial<FactsReply> = {}) => {
  browser.collector.facts = () => answer(facts, more);
};
const requests = (): FactsRequest[] => browser.collector.factsRequests;
const factsOf = ({ link }: Awaited<ReturnType<typeof open>>) => link.facts.facts.get();

describe('the facts', () => {
  test('come against the token of who is identified, once, and stay for the next page', async () => {
    serve({ user: { role: 'owner' }, trend: { seats: { perDay: 1 } }, entitlement: { reports: true } });
    const tab = await open();
    expect(requests().map((request) => request.token)).toEqual(['token-1']);
    expect(factsOf(tab)).toMatchObject({ user: { role: 'owner' }, trend: { seats: { perDay: 1 } } });
    expect(tab.tendril.entitlements.get()).toEqual(['reports']);
    tab.tendril.stop();
    await turn();
    browser.collector.facts = () => ({ status: 304 });
    const next = await open();
    expect(requests().at(-1)).toMatchObject({ held: 'v1', sent: [] });
    expect(factsOf(next)).toMatchObject({ user: { role: 'owner' }, trend: { seats: { perDay: 1 } } });
  });

  test('are not asked for without a token, nor while nobody is identified', async () => {
    await open({ token: undefined as never });
    expect(requests()).toEqual([]);
    browser = createFakeBrowser();
    const tab = await open({}, '');
    expect([requests().length, asked]).toEqual([0, 0]);
    tab.tendril.identify('u_1');
    await turn();
    expect(requests()).toHaveLength(1);
  });

  test('are asked for again when a batch names another version, and only then', async () => {
    serve({});
    const { tendril } = await open();
    browser.collector.otherwise = accepted({ facts: 'v1' });
    tendril.track('one');
    await tendril.flush();
    await turn();
    expect(browser.collector.requests.at(-1)?.body.facts).toBe('v1');
    expect(requests()).toHaveLength(1);
    serve({ user: { role: 'admin' } }, { version: 'v2' });
    browser.collector.otherwise = accepted({ facts: 'v2' });
    tendril.track('two');
    await tendril.flush();
    await turn();
    expect(requests().map(({ held }) => held)).toEqual([undefined, 'v1']);
    tendril.track('three');
    await tendril.flush();
    expect(browser.collector.requests.at(-1)?.body.facts).toBe('v2');
  });

  test('that could not be had are asked for with the next batch; the last ones hold', async () => {
    serve({ user: { role: 'owner' } });
    const first = await open();
    first.tendril.stop();
    browser.collector.facts = () => ({ status: 503 });
    const tab = await open();
    expect(factsOf(tab).user).toEqual({ role: 'owner' });
    expect(tab.errors).toEqual([]);
  });
});

describe('what the page says', () => {
  test('wins until the collector holds the event that said it', async () => {
    serve({ user: { role: 'member', name: 'Ada' }, usage: { seats: { used: 1 } } });
    const tab = await open();
    tab.tendril.identify('u_1', { role: 'owner' });
    const id = tab.tendril.usage('seats', { used: 9, limit: 10 });
    browser.collector.otherwise = accepted({ facts: 'v2' });
    serve({ user: { role: 'member', name: 'Ada' }, usage: { seats: { used: 1 } } }, { version: 'v2' });
    await tab.tendril.flush();
    await turn();
    expect(requests().at(-1)?.sent).toEqual([expect.any(String), id]);
    expect(factsOf(tab)).toMatchObject({
      user: { role: 'owner', name: 'Ada' },
      usage: { seats: { used: 9, limit: 10 } },
    });
    // Now it holds them, and another device has said something since.
    browser.collector.facts = ({ sent }) =>
      answer(
        { user: { role: 'admin' }, usage: { seats: { used: 10 } } },
        { version: 'v3', holds: [...sent] },
      );
    browser.collector.otherwise = accepted({ facts: 'v3' });
    tab.tendril.track('one');
    await tab.tendril.flush();
    await turn();
    expect(factsOf(tab)).toMatchObject({ user: { role: 'admin' }, usage: { seats: { used: 10 } }, said: {} });
  });

  test('before the facts could be asked for is what the page says too', async () => {
    serve({ account: { plan: 'free' }, entitlement: {} });
    const tab = browser.openTab({ token, nudges: {} });
    tab.tendril.identify('u_1');
    tab.tendril.group('acct_1', { plan: 'team', entitlements: ['reports'] });
    await turn();
    await turn();
    expect(factsOf(tab).account).toEqual({ plan: 'team' });
    expect(tab.tendril.entitlements.get()).toEqual(['reports']);
  });
});

describe('another person', () => {
  test('has nothing of the one before: facts, ledger and counters', async () => {
    serve({ user: { role: 'owner' }, score: { fit: 70 } }, { ledger: { n: { never: true } } });
    const tab = await open();
    expect([tab.link.serverLedger.get(), tab.link.serverCounters.get()?.who]).toEqual([
      { n: { never: true } },
      'u_1:',
    ]);
    browser.collector.facts = () => ({ status: 0 });
    tab.tendril.identify('u_2', { name: 'Bo' });
    await turn();
    expect(factsOf(tab)).toMatchObject({ user: { name: 'Bo' } });
    expect(JSON.stringify(factsOf(tab))).not.toMatch(/owner|fit/);
    expect([tab.link.serverLedger.get(), tab.link.serverCounters.get()]).toEqual([undefined, undefined]);
    expect(requests().map((request) => request.token)).toEqual(['token-1', 'token-2']);
  });

  test('who logs in elsewhere does not leave the account of this one', async () => {
    serve({ account: { plan: 'team' }, usage: { seats: { used: 3 } } });
    const tab = await open();
    tab.tendril.group('acct_1', { plan: 'team' });
    await turn();
    browser.collector.facts = () => ({ status: 0 });
    tab.tendril.group('acct_2', { size: 5 });
    await turn();
    expect(factsOf(tab)).toMatchObject({ account: { size: 5 }, usage: {} });
    expect(factsOf(tab).account).not.toHaveProperty('plan');
  });

  test('does not get what was asked for the one before', async () => {
    let reply: (answer: FactsAnswer) => void = () => {};
    browser.collector.facts = () =>
      new Promise((resolve) => {
        reply = resolve;
      });
    const tab = await open();
    tab.tendril.reset();
    reply(answer({ user: { role: 'owner' } }));
    await turn();
    expect(factsOf(tab).user).toEqual({});
    expect(await browser.store.read('known')).toBeUndefined();
  });
});

describe('a token that is refused', () => {
  const refusal = { message: 'The token has expired.', cure: 'Ask for another one.' };

  test('is asked for once more', async () => {
    browser.collector.facts = ({ token: given }) =>
      given === 'token-1' ? { status: 401, error: refusal } : answer({ user: { role: 'owner' } });
    const tab = await open();
    expect([factsOf(tab).user, tab.errors]).toEqual([{ role: 'owner' }, []]);
    await turn();
    expect(browser.collector.rulesetTokens).toContain('token-2');
  });

  test('twice is complained of once, in the collector’s words, and not asked for again', async () => {
    browser.collector.facts = () => ({ status: 401, error: refusal });
    const tab = await open();
    for (const name of ['one', 'two']) {
      tab.tendril.track(name);
      await tab.tendril.flush();
    }
    expect(asked).toBe(2);
    expect(tab.errors).toEqual([
      { code: 'token', message: expect.stringContaining(refusal.message), cure: refusal.cure },
    ]);
  });

  test.each([
    ['rejects', () => Promise.reject(new Error('no session'))],
    [
      'throws',
      () => {
        throw new Error('no session');
      },
    ],
    ['gives no text', async () => 7 as never],
  ])('is none when the host’s function %s: one error, no exception', async (_, bad) => {
    const tab = await open({ token: bad as never });
    expect(requests()).toEqual([]);
    expect(tab.errors.map(({ code }) => code)).toEqual(['token']);
  });

  test('is asked for again with the next batch, a minute after the host’s function failed', async () => {
    serve({ user: { role: 'owner' } });
    let reachable = false;
    const tab = await open({
      token: async () => {
        asked += 1;
        if (!reachable) throw new TypeError('Failed to fetch');
        return 'token';
      },
    });
    const send = async () => {
      tab.tendril.track('event');
      await tab.tendril.flush();
      await turn();
    };
    await send();
    expect([asked, tab.errors.length]).toEqual([1, 1]);
    await browser.clock.advance(60_000);
    await send();
    expect([asked, tab.errors.length]).toEqual([2, 1]);
    reachable = true;
    await browser.clock.advance(60_000);
    await send();
    expect(factsOf(tab).user).toEqual({ role: 'owner' });
  });

  test('is none in silence where the host says that nobody is signed in', async () => {
    const tab = await open({ token: async () => '' });
    expect([requests(), tab.errors]).toEqual([[], []]);
  });

  test('that never comes keeps back no ruleset', async () => {
    browser.collector.ruleset = { etag: 'r1', body: '{"version":"1","nudges":[]}' };
    const tab = await open({ token: () => new Promise(() => {}) });
    expect(tab.link.ruleset.get()).toBeUndefined();
    await browser.clock.advance(20_000);
    expect(tab.link.ruleset.get()).toBeDefined();
  });
});

describe('counters', () => {
  test('come with the word on the events that were asked about; others are asked for, later each time', async () => {
    browser.collector.facts = ({ sent }) =>
      answer({}, { seq: 7, counters: { c: COUNTED }, holds: sent.slice(0, 1) });
    const tab = await open();
    const before = requests().length;
    tab.link.asks.add(() => ['e-1', 'e-2']);
    for (const after of [1000, 2000, 4000]) {
      tab.link.wanted.set(tab.link.wanted.get() + 1);
      tab.link.wanted.set(tab.link.wanted.get() + 1);
      await browser.clock.advance(after - 1);
      const count = requests().length;
      await browser.clock.advance(1);
      expect(requests()).toHaveLength(count + 1);
    }
    expect(requests().length).toBe(before + 3);
    const { at: _, ...counters } = tab.link.serverCounters.get() ?? {};
    expect(counters).toEqual({
      who: 'u_1:',
      seq: 7,
      counters: { c: COUNTED },
      asked: ['e-1', 'e-2'],
      holds: ['e-1'],
    });
  });

  test('are asked for whole when the rules change', async () => {
    serve({});
    const tab = await open();
    browser.collector.ruleset = { etag: 'r1', body: '{"version":"1","nudges":[]}' };
    browser.collector.otherwise = accepted({ facts: 'v1', ruleset: 'r1' });
    tab.tendril.track('one');
    await tab.tendril.flush();
    await turn();
    expect(requests().map(({ held }) => held)).toEqual([undefined, undefined]);
  });
});

describe('the stream', () => {
  const streams = () => [...browser.collector.streams];

  test('is open while somebody waits, and applies what it tells in every tab', async () => {
    serve({ entitlement: {} });
    const [tab, other] = [await open(), await open()];
    expect(streams()).toEqual([]);
    const [leave, leaveToo] = [tab.link.waiting(), tab.link.waiting()];
    await turn();
    expect(streams().map((stream) => stream.token)).toEqual(['token-1']);
    streams()[0]?.say({ type: 'entitlement', entitlement: 'reports', on: true });
    await turn();
    for (const { tendril } of [tab, other]) expect(tendril.entitlements.get()).toEqual(['reports']);
    streams()[0]?.say({ type: 'entitlement', entitlement: 'reports', on: false });
    await turn();
    for (const { tendril } of [tab, other]) expect(tendril.entitlements.get()).toEqual([]);
    streams()[0]?.say({ type: 'trigger', name: 'call-me', data: 7 });
    expect(tab.link.trigger.get()).toMatchObject({ name: 'call-me', data: 7 });
    leave();
    leave();
    expect(streams()).toHaveLength(1);
    leaveToo();
    expect(streams()).toEqual([]);
  });

  test('tells of facts and rulesets, which are then asked for', async () => {
    serve({});
    const tab = await open({ live: 'always' });
    const before = requests().length;
    streams()[0]?.say({ type: 'facts', version: 'v1', seq: 1 });
    await turn();
    expect(requests()).toHaveLength(before);
    streams()[0]?.say({ type: 'facts', version: 'v2', seq: 2 });
    await turn();
    expect(requests()).toHaveLength(before + 1);
    browser.collector.ruleset = { etag: 'r1', body: '{"version":"1","nudges":[]}' };
    streams()[0]?.say({ type: 'ruleset', version: 'r1' });
    await turn();
    expect(tab.link.ruleset.get()).toBeDefined();
  });

  test('is open for the ruleset alone where there is no token', async () => {
    await open({ token: undefined as never, live: 'always' });
    expect(streams().map((stream) => stream.token)).toEqual(['']);
    browser = createFakeBrowser();
    const tab = await open({ live: 'never' });
    tab.link.waiting();
    await turn();
    expect(streams()).toEqual([]);
  });

  test('is closed out of sight, and comes again where it ended', async () => {
    const tab = await open({ live: 'always' });
    streams()[0]?.say({ type: 'ruleset', version: 'r1' }, '4.0.0');
    tab.lifecycle.fire('exit');
    expect(streams()).toEqual([]);
    tab.lifecycle.fire('online');
    await turn();
    expect(streams()).toEqual([]);
    tab.lifecycle.fire('resume');
    await turn();
    expect(streams().map(({ after }) => after)).toEqual(['4.0.0']);
  });

  test('that ends is opened again, later each time, with another token where that was refused', async () => {
    await open({ live: 'always' });
    for (const wait of [1000, 2000, 4000]) {
      const [stream] = streams();
      stream?.end(401);
      expect(streams()).toEqual([]);
      await browser.clock.advance(wait / 2 - 1);
      expect(streams()).toEqual([]);
      await browser.clock.advance(wait / 2 + 1);
      expect(streams()).toHaveLength(1);
      expect(streams()[0]?.token).not.toBe(stream?.token);
    }
  });

  test('is another one for another person, and none when the client is stopped', async () => {
    const { tendril } = await open({ live: 'always' });
    tendril.identify('u_2');
    await turn();
    expect(streams().map((stream) => stream.token)).toEqual(['token-2']);
    tendril.stop();
    expect(streams()).toEqual([]);
  });
});

test('without its chunk the page goes on', async () => {
  browser.factsLoad = false;
  browser.collector.ruleset = { etag: 'r1', body: '{"version":"1","nudges":[]}' };
  const tab = browser.openTab({ token, nudges: {} });
  tab.tendril.identify('u_1', { role: 'owner' });
  await turn();
  await turn();
  expect(tab.link.ruleset.get()).toBeDefined();
  expect(tab.link.facts.facts.get().user).toEqual({ role: 'owner' });
});

test('a withdrawal ends it all, and leaves nothing on the device', async () => {
  serve({ user: { role: 'owner' } }, { ledger: {} });
  const tab = await open({ live: 'always' });
  tab.tendril.consent.deny();
  await browser.clock.advance(2000);
  expect(browser.collector.streams.size).toBe(0);
  expect([await browser.store.read('known'), await browser.store.read('facts')]).toEqual([
    undefined,
    undefined,
  ]);
});
