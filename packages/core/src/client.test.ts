import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { ActiveNudge } from './tendril.js';
import { createFakeBrowser } from './testing/fake-browser.js';
import { turn } from './testing/turn.js';

const HOUR = 3_600_000;
let browser = createFakeBrowser();
beforeEach(() => {
  browser = createFakeBrowser();
});

const sentEvents = () => browser.collector.requests.flatMap(({ body }) => body.batch);

test('everything that is said before it is known who is here arrives, in order', async () => {
  await browser.store.update('identity', () => ({ anonymousId: 'returning' }));
  browser.store.hang();
  const { tendril } = browser.openTab();
  const ids = [
    tendril.track('opened'),
    tendril.identify('u_42', { role: 'owner' }),
    tendril.group('acct_7', { plan: 'team' }),
    tendril.track('clicked'),
  ];
  await turn();
  expect(browser.collector.requests).toEqual([]);
  browser.store.resume();
  await tendril.flush();
  expect(browser.collector.delivered).toEqual(ids);
  expect(
    sentEvents().map(({ anonymousId, userId, context }) => [
      anonymousId,
      userId,
      context.groupId,
      context.seq,
    ]),
  ).toEqual([
    ['returning', undefined, undefined, 0],
    ['returning', 'u_42', undefined, 1],
    ['returning', 'u_42', 'acct_7', 2],
    ['returning', 'u_42', 'acct_7', 3],
  ]);
});

test('listeners of the host that throw reach no call, and keep nothing back', async () => {
  const reject = vi.spyOn(Promise, 'reject').mockReturnValue(new Promise<never>(() => {}));
  onTestFinished(() => reject.mockRestore());
  const error = new Error('the listener is broken');
  const listener = () => {
    throw error;
  };
  const tab = browser.openTab({}, { start: false });
  tab.tendril.entitlements.listen(listener);
  tab.tendril.nudges.listen(listener);
  tab.tendril.group('acct_7', { plan: 'team', entitlements: ['reports'] });
  tab.lifecycle.rest();
  await turn();
  expect(tab.link.facts.facts.get()).toMatchObject({
    account: { plan: 'team' },
    entitlement: { reports: true },
  });
  tab.link.facts.facts.set({ ...tab.link.facts.facts.get(), entitlement: { exports: true } });
  tab.link.shown.set({ top: {} as ActiveNudge });
  await tab.tendril.flush();
  expect(sentEvents().map(({ type }) => type)).toEqual(['group']);
  expect(reject.mock.calls).toEqual([[error], [error], [error]]);
});

test('flush resolves when what was said is acknowledged', async () => {
  const { tendril } = browser.openTab();
  const id = tendril.track('event');
  await tendril.flush();
  expect(browser.collector.delivered).toEqual([id]);
  expect(tendril.stats()).toEqual({
    queued: 0,
    sent: 1,
    dropped: {},
    storage: 'indexeddb',
    consent: 'granted',
  });
});

test('flush resolves when it can not be sent now, and the event goes later', async () => {
  browser.collector.replies = [{ status: 503 }];
  const { tendril } = browser.openTab();
  tendril.track('event');
  await tendril.flush();
  await tendril.flush();
  expect(tendril.stats()).toMatchObject({ queued: 1, sent: 0 });
  await browser.clock.advance(1000);
  expect(tendril.stats()).toMatchObject({ queued: 0, sent: 1 });
});

test('flush waits for what is held while it is being found out who is here', async () => {
  const { read } = browser.store;
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  browser.store.read = (name) => asked.then(() => read(name));
  const { tendril } = browser.openTab();
  const id = tendril.track('event');
  const flushing = tendril.flush();
  await turn();
  answer();
  await flushing;
  expect(browser.collector.delivered).toEqual([id]);
});

test('flush stores and sends what the store refused before', async () => {
  const { tendril } = browser.openTab();
  await turn();
  browser.store.failing = true;
  const id = tendril.track('event');
  await turn();
  browser.store.failing = false;
  await tendril.flush();
  expect(browser.collector.delivered).toEqual([id]);
});

test('stats say what is queued, dropped and halted; they are a copy', async () => {
  browser.collector.otherwise = { status: 403, body: 'no such key' };
  const { tendril } = browser.openTab();
  tendril.track('event');
  tendril.track('');
  await tendril.flush();
  const stats = tendril.stats();
  expect(stats).toMatchObject({ queued: 1, dropped: { invalid: 1 }, halted: 'the collector answered 403' });
  stats.dropped.invalid = 99;
  expect(tendril.stats().dropped).toEqual({ invalid: 1 });
});

test('on(drop) tells of each drop until it unsubscribes', async () => {
  const { tendril } = browser.openTab();
  const heard: string[] = [];
  const off = tendril.on('drop', ({ reason, messageId }) => heard.push(`${reason} ${messageId}`));
  const id = tendril.track('');
  off();
  tendril.track('');
  expect(heard).toEqual([`invalid ${id}`]);
});

test('reset makes a new person with a new session and no facts; what was said before stays the earlier one’s', async () => {
  const { tendril, link } = browser.openTab();
  tendril.identify('u_1', { role: 'owner' });
  tendril.group('acct_1', { entitlements: ['reports'] });
  tendril.track('logged-out');
  tendril.reset();
  tendril.track('landed');
  await tendril.flush();
  const [first, , out, landed] = sentEvents();
  expect([out.userId, out.anonymousId, out.context.groupId]).toEqual(['u_1', first.anonymousId, 'acct_1']);
  expect(landed).not.toHaveProperty('userId');
  expect(landed.context).not.toHaveProperty('groupId');
  expect(landed.anonymousId).not.toBe(first.anonymousId);
  expect(landed.context.sessionId).not.toBe(first.context.sessionId);
  expect(tendril.entitlements.get()).toEqual([]);
  expect(link.facts.facts.get().user).toEqual({});
});

test.each(['pending', 'denied'] as const)('reset locks what was unlocked where consent is %s', (consent) => {
  const { tendril } = browser.openTab({ consent });
  tendril.group('acct_7', { entitlements: ['reports'] });
  expect(tendril.gate('reports').allowed).toBe(true);
  tendril.reset();
  expect(tendril.gate('reports').allowed).toBe(false);
});

test('a person is the same after a reload, and the traits are still there', async () => {
  const first = browser.openTab();
  await turn();
  first.tendril.identify('u_1', { role: 'owner' });
  await first.tendril.flush();
  first.tendril.stop();
  const second = browser.openTab();
  second.tendril.track('back');
  await second.tendril.flush();
  const [identified, back] = sentEvents();
  expect([back.anonymousId, back.userId]).toEqual([identified.anonymousId, 'u_1']);
  expect(back.context.seq).toBe(0);
  expect(second.link.facts.facts.get().user).toEqual({ role: 'owner' });
});

test('stopped, it drops calls by name, sends nothing, and leaves no timer, listener or stream', async () => {
  browser.collector.ruleset = { etag: 'v1', body: '{"version":"1","nudges":[]}' };
  const { tendril, lifecycle, drops, link } = browser.openTab({ nudges: {}, live: 'always' });
  await turn();
  const before = tendril.track('before');
  tendril.stop();
  const after = tendril.track('after');
  tendril.consent.grant();
  tendril.reset();
  await tendril.flush();
  await browser.clock.advance(HOUR);
  expect(drops).toEqual([{ reason: 'stopped', messageId: after }]);
  expect((await browser.store.rows()).map(({ id }) => id)).toEqual([before]);
  expect([browser.collector.requests.length, browser.clock.timers]).toEqual([0, 0]);
  expect([lifecycle.listeners, browser.channel.listeners, browser.collector.streams.size]).toEqual([0, 0, 0]);
  expect(link.ruleset.get()).toBeUndefined();
});

test('stopped before it is known who is here, it drops what it holds and stores no id', async () => {
  browser.store.hang();
  const { tendril, drops } = browser.openTab();
  const id = tendril.track('early');
  tendril.stop();
  browser.store.resume();
  await turn();
  expect(drops).toEqual([{ reason: 'stopped', messageId: id }]);
  expect(browser.memo.entries.size).toBe(0);
  expect(await browser.store.read('identity')).toBeUndefined();
});

test('stopped while delivery is being loaded, it sends nothing', async () => {
  const { tendril } = browser.openTab({}, { start: false });
  await turn();
  tendril.track('event');
  const flushing = tendril.flush();
  tendril.stop();
  await flushing;
  await browser.clock.advance(HOUR);
  expect([browser.collector.requests.length, browser.clock.timers]).toEqual([0, 0]);
});

test('two clients on one page each send their own, once', async () => {
  const [one, two] = [browser.openTab(), browser.openTab()];
  const ids = [one.tendril.track('one'), two.tendril.track('two')];
  await Promise.all([one.tendril.flush(), two.tendril.flush()]);
  await browser.clock.advance(10_000);
  expect([...browser.collector.delivered].sort()).toEqual([...ids].sort());
  expect([one.tendril.stats().queued, two.tendril.stats().queued, browser.clock.timers]).toEqual([0, 0, 0]);
});

test('a batch reply that names a new revision changes the ruleset, with one request', async () => {
  browser.collector.ruleset = { etag: 'v1', body: '{"version":"1","nudges":[]}' };
  const { tendril, link } = browser.openTab({ nudges: {} });
  await turn();
  browser.collector.ruleset = { etag: 'v2', body: '{"version":"1","nudges":[],"segments":{"all":{}}}' };
  browser.collector.otherwise = { status: 200, body: '{"accepted":1,"rejected":[],"ruleset":"v2"}' };
  tendril.track('event');
  await tendril.flush();
  await turn();
  tendril.track('event');
  await tendril.flush();
  await turn();
  expect(link.ruleset.get()).toHaveProperty('segments');
  expect(browser.collector.rulesetRequests).toBe(2);
});

test('with nudges switched off no ruleset is asked for', async () => {
  browser.openTab({ nudges: false });
  await turn();
  expect(browser.collector.rulesetRequests).toBe(0);
});
