import { expect, test, vi } from 'vitest';
import { createFakeBrowser } from './testing/fake-browser.js';
import { turn } from './testing/turn.js';

const KIB = 1024;

async function openTab() {
  const browser = createFakeBrowser();
  const tab = browser.openTab();
  await turn();
  return { ...browser, ...tab };
}

test('at exit the unacknowledged events go by beacon, and stay stored', async () => {
  const { tendril, lifecycle, collector, store } = await openTab();
  const ids = [tendril.track('stored')];
  await turn();
  ids.push(tendril.track('just now'));
  lifecycle.fire('exit');
  expect(collector.beacons.map((beacon) => beacon.ids)).toEqual([ids]);
  expect(collector.beacons[0]?.body).toMatchObject({ writeKey: 'wk_test', sentAt: expect.any(String) });
  await turn();
  expect((await store.rows()).map(({ id }) => id)).toEqual(ids);
});

test('beacons stay far under the quota, each event in one of them', async () => {
  const { tendril, lifecycle, collector } = await openTab();
  const ids = Array.from({ length: 12 }, () => tendril.track('large', { text: 'x'.repeat(20 * KIB) }));
  lifecycle.fire('exit');
  expect(collector.beacons.flatMap((beacon) => beacon.ids)).toEqual(ids);
  for (const { body } of collector.beacons) expect(JSON.stringify(body).length).toBeLessThan(21 * KIB);
  expect(collector.beacons).toHaveLength(12);
});

test('the first beacon that the browser refuses is the last that is tried', async () => {
  const browser = createFakeBrowser();
  const { collector } = browser;
  const { beacon } = collector;
  let tried = 0;
  collector.beaconsAllowed = 2;
  collector.beacon = (body) => {
    tried += 1;
    return beacon(body);
  };
  const { tendril, lifecycle } = browser.openTab();
  await turn();
  for (let n = 0; n < 10; n += 1) tendril.track('large', { text: 'x'.repeat(20 * KIB) });
  lifecycle.fire('exit');
  expect([tried, collector.beacons.length]).toEqual([3, 2]);
});

test('nothing is sent at exit that was acknowledged', async () => {
  const { tendril, lifecycle, collector } = await openTab();
  tendril.track('event');
  await tendril.flush();
  lifecycle.fire('exit');
  expect(collector.beacons).toEqual([]);
});

test('an exit before anybody knows who is here makes an identity up, and sends', async () => {
  const browser = createFakeBrowser();
  browser.store.hang();
  const { tendril, lifecycle } = browser.openTab({}, { start: false });
  const id = tendril.track('bounce');
  lifecycle.fire('exit');
  expect(browser.collector.beacons.map(({ ids }) => ids)).toEqual([[id]]);
  expect(browser.collector.beacons[0]?.body.batch[0].anonymousId).toEqual(expect.any(String));
});

test('a refused key is not asked again at exit', async () => {
  const { tendril, lifecycle, collector } = await openTab();
  collector.otherwise = { status: 401 };
  tendril.track('event');
  await tendril.flush();
  lifecycle.fire('exit');
  expect(collector.beacons).toEqual([]);
});

test('a chunk that does not load is asked for again with the next event, and not before', async () => {
  const browser = createFakeBrowser();
  browser.chunksLoad = false;
  const { tendril } = browser.openTab();
  await turn();
  tendril.track('first');
  await browser.clock.advance(60_000);
  expect([browser.collector.requests.length, browser.clock.waits.length]).toEqual([0, 0]);
  browser.chunksLoad = true;
  tendril.track('second');
  await browser.clock.advance(2000);
  expect(browser.collector.delivered).toHaveLength(2);
});

test('the network’s return asks for the chunk again too', async () => {
  const browser = createFakeBrowser();
  browser.chunksLoad = false;
  const { tendril, lifecycle } = browser.openTab();
  tendril.track('event');
  await turn();
  browser.chunksLoad = true;
  lifecycle.fire('online');
  await browser.clock.advance(2000);
  expect(browser.collector.delivered).toHaveLength(1);
});

test('a page that records nothing sends nothing and, once it has what it takes to send, schedules nothing', async () => {
  const { clock, collector, lifecycle } = await openTab();
  lifecycle.fire('resume');
  lifecycle.fire('exit');
  await clock.advance(3_600_000);
  expect([collector.requests.length, collector.beacons.length, clock.waits, clock.timers]).toEqual([
    0,
    0,
    [10_000],
    0,
  ]);
});

test('a page asks nothing of the store before it rests or something is recorded', async () => {
  const { store, openTab: open } = createFakeBrowser();
  const asked = vi.spyOn(store, 'read');
  const { tendril, lifecycle } = open({}, { start: false });
  await turn();
  expect([asked.mock.calls.length, tendril.stats().queued]).toEqual([0, 0]);
  lifecycle.rest();
  await turn();
  expect(asked).toHaveBeenCalledWith('identity');
  asked.mockClear();
  const busy = open({}, { start: false });
  busy.tendril.track('event');
  busy.tendril.track('event');
  await turn();
  expect(asked).not.toHaveBeenCalled(); // the memo knows by now who is here
  expect(await store.rows()).toHaveLength(1);
});

test('a page finds what an earlier one left behind', async () => {
  const browser = createFakeBrowser();
  const first = browser.openTab({}, { start: false });
  const id = first.tendril.track('event');
  await turn();
  first.tendril.stop();
  const second = browser.openTab();
  await turn();
  expect(browser.collector.delivered).toEqual([id]);
  expect(second.tendril.stats()).toMatchObject({ sent: 1, queued: 0 });
});
