import { beforeEach, expect, test } from 'vitest';
import { createFakeBrowser } from './testing/fake-browser.js';
import { START } from './testing/fake-clock.js';
import { turn } from './testing/turn.js';

let browser = createFakeBrowser();
beforeEach(() => {
  browser = createFakeBrowser();
});

const stored = async () => {
  await turn();
  const names = ['identity', 'facts', 'ruleset'];
  const values = await Promise.all(names.map((name) => browser.store.read(name)));
  return { memo: Object.fromEntries(browser.memo.entries), rows: await browser.store.rows(), values };
};
const NOTHING = { rows: [], values: [undefined, undefined, undefined] };

test('pending stores nothing, not even an id, and sends nothing', async () => {
  const { tendril, lifecycle } = browser.openTab({ consent: 'pending', nudges: {} });
  tendril.identify('u_1', { role: 'owner' });
  tendril.usage('seats', { used: 1 });
  tendril.reset();
  await tendril.flush();
  lifecycle.fire('exit');
  lifecycle.fire('resume');
  await browser.clock.advance(60_000);
  expect(await stored()).toEqual({ ...NOTHING, memo: {} });
  const { collector } = browser;
  expect([collector.requests.length, collector.beacons.length, collector.rulesetRequests]).toEqual([0, 0, 0]);
  expect(tendril.stats()).toMatchObject({ consent: 'pending', queued: 2, dropped: {} });
});

test('a grant releases what was held, in order, with the times of the calls', async () => {
  const { tendril } = browser.openTab({ consent: 'pending' });
  const ids = [tendril.track('one')];
  await browser.clock.advance(5000);
  ids.push(tendril.track('two'));
  await browser.clock.advance(5000);
  tendril.consent.grant();
  await tendril.flush();
  const events = browser.collector.requests.flatMap(({ body }) => body.batch);
  expect(events.map(({ messageId, timestamp }) => [messageId, Date.parse(timestamp) - START])).toEqual([
    [ids[0], 0],
    [ids[1], 5000],
  ]);
});

test('a denial drops what was held, with the reason', async () => {
  const { tendril, drops } = browser.openTab({ consent: 'pending' });
  const ids = [tendril.track('one'), tendril.track('two')];
  tendril.consent.deny();
  ids.push(tendril.track('three'));
  expect(drops).toEqual(ids.map((messageId) => ({ reason: 'consent', messageId })));
  expect(await stored()).toEqual({ ...NOTHING, memo: { consent: 'denied' } });
});

test('a withdrawal clears the device, in all tabs, and nothing is sent any more', async () => {
  const [one, two] = [browser.openTab({ nudges: {} }), browser.openTab({ nudges: {} })];
  await turn();
  one.tendril.identify('u_1', { role: 'owner' });
  const mine = one.tendril.track('mine');
  await turn();
  const theirs = two.tendril.track('theirs');
  await turn();
  two.tendril.consent.deny();
  expect(await stored()).toEqual({ ...NOTHING, memo: { consent: 'denied' } });
  expect(one.tendril.stats()).toMatchObject({ consent: 'denied', queued: 0 });
  expect(one.drops.map(({ messageId }) => messageId)).toContain(mine);
  expect(two.drops).toEqual([{ reason: 'consent', messageId: theirs }]);
  expect(one.link.facts.facts.get().user).toEqual({});
  one.tendril.track('later');
  one.lifecycle.fire('exit');
  await browser.clock.advance(60_000);
  const told = [...one.drops, ...two.drops].map(({ messageId }) => messageId);
  expect(told, 'each event is told of once').toHaveLength(new Set(told).size);
  expect([browser.collector.requests.length, browser.collector.beacons.length]).toEqual([0, 0]);
});

test('an event whose consent is withdrawn in the same task is never stored or sent', async () => {
  const { tendril, drops } = browser.openTab();
  await turn();
  const id = tendril.track('event');
  tendril.consent.deny();
  await browser.clock.advance(60_000);
  expect(await stored()).toEqual({ ...NOTHING, memo: { consent: 'denied' } });
  expect(drops).toEqual([{ reason: 'consent', messageId: id }]);
  expect(browser.collector.requests).toEqual([]);
});

test('a denial while it is still being found out who is here leaves no id behind', async () => {
  browser.store.hang();
  const { tendril } = browser.openTab();
  tendril.consent.deny();
  browser.store.resume();
  expect(await stored()).toEqual({ ...NOTHING, memo: { consent: 'denied' } });
});

test('a denial and a grant later make a new person', async () => {
  const { tendril } = browser.openTab();
  tendril.track('before');
  await tendril.flush();
  tendril.consent.deny();
  await turn();
  tendril.consent.grant();
  tendril.track('after');
  await tendril.flush();
  const [before, after] = browser.collector.requests.flatMap(({ body }) => body.batch);
  expect(after.event).toBe('after');
  expect(after.anonymousId).not.toBe(before.anonymousId);
  expect(after.context.sessionId).not.toBe(before.context.sessionId);
});

test('a denial whose work is still to be loaded erases nothing of what follows the next grant', async () => {
  const before = browser.openTab();
  before.tendril.identify('u_1');
  await before.tendril.flush();
  const { tendril, ports, drops } = browser.openTab({}, { start: false });
  const { late } = ports;
  let load = () => {};
  const loading = new Promise<void>((resolve) => {
    load = resolve;
  });
  ports.late = (recording) => loading.then(() => late(recording));
  tendril.consent.deny();
  tendril.consent.grant();
  const id = tendril.track('after');
  await turn();
  load();
  await turn();
  await tendril.flush();
  await browser.clock.advance(60_000);
  expect(drops).toEqual([]);
  const [first, second] = browser.collector.requests.flatMap(({ body }) => body.batch);
  expect(second).toMatchObject({ messageId: id });
  expect(second, 'another person').not.toHaveProperty('userId');
  expect(second.anonymousId).not.toBe(first.anonymousId);
});

test('a tab that waits for an answer takes the one that another tab got, when it is looked at again', async () => {
  const options = { consent: 'pending' } as const;
  const [one, two] = [browser.openTab(options), browser.openTab(options)];
  const id = two.tendril.track('held');
  one.tendril.consent.grant();
  two.lifecycle.fire('resume');
  await turn();
  await two.tendril.flush();
  expect([two.tendril.stats().consent, browser.collector.delivered]).toEqual(['granted', [id]]);
});

test('a tab that waits for an answer also takes a denial', async () => {
  const options = { consent: 'pending' } as const;
  const [one, two] = [browser.openTab(options), browser.openTab(options)];
  const id = two.tendril.track('held');
  one.tendril.consent.deny();
  two.lifecycle.fire('resume');
  await turn();
  expect(two.tendril.stats().consent).toBe('denied');
  expect(two.drops).toEqual([{ reason: 'consent', messageId: id }]);
});

test('the answer is remembered by the next page', async () => {
  browser.openTab({ consent: 'pending' }).tendril.consent.deny();
  await turn();
  const next = browser.openTab({ consent: 'granted' });
  next.tendril.track('event');
  expect(next.drops.map(({ reason }) => reason)).toEqual(['consent']);
});

test('Global Privacy Control means no, unless the site says otherwise', async () => {
  browser.optedOut = true;
  const silent = browser.openTab();
  silent.tendril.track('event');
  expect(silent.tendril.stats()).toMatchObject({ consent: 'denied', dropped: { consent: 1 } });
  expect(await stored()).toEqual({ ...NOTHING, memo: {} });
  expect(browser.openTab({ consent: 'granted' }).tendril.stats().consent).toBe('granted');
});

test('what pages that are gone left behind is counted by the tab that was asked', async () => {
  const gone = browser.openTab();
  await turn();
  const left = gone.tendril.track('left behind');
  await turn();
  gone.kill();
  const { tendril, drops } = browser.openTab({}, { start: false });
  tendril.consent.deny();
  await browser.clock.advance(1000);
  expect(drops).toContainEqual({ reason: 'consent', messageId: left });
});
