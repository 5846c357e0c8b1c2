import { beforeEach, expect, test } from 'vitest';
import { createFakeBrowser } from './testing/fake-browser.js';
import { turn } from './testing/turn.js';

let browser = createFakeBrowser();
beforeEach(() => {
  browser = createFakeBrowser();
});

async function openTwo() {
  const [one, two] = [browser.openTab(), browser.openTab()];
  await turn();
  return { one, two };
}

test('one tab sends the events of both, and the other need not hand them over at its exit', async () => {
  const { one, two } = await openTwo();
  one.tendril.track('one');
  two.tendril.track('two');
  await turn();
  await one.tendril.flush();
  await turn();
  expect(one.tendril.stats()).toMatchObject({ sent: 2, queued: 0 });
  expect(two.tendril.stats()).toMatchObject({ sent: 0, queued: 0 });
  two.lifecycle.fire('exit');
  expect(browser.collector.beacons).toEqual([]);
});

test('a lost acknowledgement costs a repetition with the same messageId, never an event', async () => {
  const { one, two } = await openTwo();
  browser.channel.deaf = true;
  const id = two.tendril.track('two');
  await turn();
  await one.tendril.flush();
  two.lifecycle.fire('exit');
  expect(browser.collector.delivered).toEqual([id, id]);
});

test('who logs in or out in one tab does so in the other', async () => {
  const { one, two } = await openTwo();
  one.tendril.identify('u_1');
  await browser.clock.advance(1);
  two.tendril.track('seen');
  one.tendril.reset();
  await browser.clock.advance(1);
  two.tendril.track('gone');
  await two.tendril.flush();
  const events = browser.collector.requests.flatMap(({ body }) => body.batch);
  expect(events.map(({ event, userId }) => [event, userId])).toEqual([
    [undefined, 'u_1'],
    ['seen', 'u_1'],
    ['gone', undefined],
  ]);
});

test('what is unlocked in one tab is unlocked in the other', async () => {
  const { one, two } = await openTwo();
  one.tendril.group('acct_7', { entitlements: ['reports'] });
  await turn();
  expect(two.tendril.gate('reports').allowed).toBe(true);
});

test('tabs share a session', async () => {
  const { one, two } = await openTwo();
  one.tendril.track('one');
  two.tendril.track('two');
  await turn();
  await one.tendril.flush();
  const sessions = browser.collector.requests
    .flatMap(({ body }) => body.batch)
    .map(({ context }) => context.sessionId);
  expect(new Set(sessions).size).toBe(1);
});
