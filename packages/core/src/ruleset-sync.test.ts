import type { Ruleset } from '@tendril/protocol';
import { atom } from 'nanostores';
import { beforeEach, expect, test } from 'vitest';
import { createNotices } from './notices.js';
import { startRulesetSync } from './ruleset-sync.js';
import { createServerClock } from './server-clock.js';
import type { TendrilError } from './tendril.js';
import { createFakeBrowser } from './testing/fake-browser.js';
import { START } from './testing/fake-clock.js';
import { turn } from './testing/turn.js';

const HOUR = 3_600_000;

const ONE: Ruleset = { version: '1', nudges: [] };
const TWO: Ruleset = { version: '1.4', nudges: [], segments: {} };
const serve = (etag: string, ruleset: unknown) => ({ etag, body: JSON.stringify(ruleset) });

let browser = createFakeBrowser();
beforeEach(() => {
  browser = createFakeBrowser();
});

function start(token: () => Promise<string | undefined> = async () => undefined) {
  const { late, lifecycle } = browser.openPorts();
  const ruleset = atom<Ruleset | undefined>();
  const seen: (Ruleset | undefined)[] = [];
  ruleset.listen((value) => seen.push(value));
  const notices = createNotices();
  const errors: TendrilError[] = [];
  notices.on('error', (error) => errors.push(error));
  const { clock, time } = createServerClock(late.clock);
  const sync = startRulesetSync({
    ...late,
    lifecycle,
    ruleset,
    now: late.clock.now,
    time,
    token,
    notices,
  });
  return { sync, ruleset, seen, errors, lifecycle, clock };
}

test('the cached ruleset holds at once, then the server’s, which is cached in turn', async () => {
  await browser.store.update('ruleset', () => ({ etag: 'v1', ruleset: ONE }));
  browser.collector.ruleset = serve('v2', TWO);
  const { seen } = start();
  await turn();
  expect(seen).toEqual([ONE, TWO]);
  expect(await browser.store.read('ruleset')).toEqual({ etag: 'v2', ruleset: TWO, ahead: 0 });
});

test('an unchanged ruleset is set once', async () => {
  await browser.store.update('ruleset', () => ({ etag: 'v1', ruleset: ONE }));
  browser.collector.ruleset = serve('v1', ONE);
  const { seen } = start();
  await turn();
  expect(seen).toEqual([ONE]);
});

test.each(['the store', 'the collector'])('without %s the other one serves', async (missing) => {
  await browser.store.update('ruleset', () => ({ etag: 'v1', ruleset: ONE }));
  if (missing === 'the store') {
    browser.store.failing = true;
    browser.collector.ruleset = serve('v2', TWO);
  }
  const { ruleset, errors } = start();
  await turn();
  expect(ruleset.get()).toEqual(missing === 'the store' ? TWO : ONE);
  expect(errors).toEqual([]);
});

test.each([
  ['no JSON', '{"version":"1","nudges":[', 'is not JSON'],
  ['null', 'null', 'unknown version'],
  ['an unknown major version', '{"version":"2","nudges":[]}', 'unknown version 2'],
  ['a version that begins with 1', '{"version":"10","nudges":[]}', 'unknown version 10'],
  ['no version', '{"nudges":[]}', 'unknown version'],
  ['no nudges', '{"version":"1"}', 'has no list of nudges'],
  [
    'more than 256 KiB',
    JSON.stringify({ ...ONE, groups: { g: ['x'.repeat(256 * 1024)] } }),
    'is larger than',
  ],
])('a document with %s never replaces a good one, and is complained of once', async (_, body, complaint) => {
  await browser.store.update('ruleset', () => ({ etag: 'v1', ruleset: ONE }));
  browser.collector.ruleset = { etag: 'v2', body };
  const { sync, ruleset, errors } = start();
  await turn();
  sync.check('v2');
  sync.check('v2');
  await turn();
  expect(ruleset.get()).toEqual(ONE);
  expect(await browser.store.read('ruleset')).toEqual({ etag: 'v1', ruleset: ONE });
  expect(errors).toEqual([
    {
      code: 'ruleset',
      message: expect.stringContaining(complaint),
      cure: expect.stringContaining('correct'),
    },
  ]);
  expect(browser.collector.rulesetRequests).toBe(1);
  browser.collector.ruleset = serve('v3', TWO);
  sync.check('v3');
  await turn();
  expect(ruleset.get()).toEqual(TWO);
});

test('a new revision makes one request, however often it is named; the one held makes none', async () => {
  browser.collector.ruleset = serve('v1', ONE);
  const { sync, ruleset } = start();
  await turn();
  sync.check('v1');
  await turn();
  expect(browser.collector.rulesetRequests).toBe(1);
  browser.collector.ruleset = serve('v2', TWO);
  for (let n = 0; n < 5; n += 1) sync.check('v2');
  await turn();
  sync.check('v2');
  await turn();
  expect(browser.collector.rulesetRequests).toBe(2);
  expect(ruleset.get()).toEqual(TWO);
});

test('a revision that is named while another one is on its way is asked for after it, once', async () => {
  browser.collector.ruleset = serve('v1', ONE);
  let give = (_: undefined) => {};
  const { sync } = start(() => new Promise((resolve) => (give = resolve)));
  await turn();
  sync.check('v2');
  sync.check('v2');
  expect(browser.collector.rulesetRequests).toBe(0);
  give(undefined);
  await turn();
  give(undefined);
  await turn();
  expect(browser.collector.rulesetRequests).toBe(2);
});

test('a token goes with the request; where it is refused, the rules for everybody are asked for', async () => {
  browser.collector.ruleset = serve('v1', ONE);
  start(async () => 'jwt');
  await turn();
  expect(browser.collector.rulesetTokens).toEqual(['jwt']);
  browser.collector.ruleset = new Error('401');
  start(async () => 'jwt');
  await turn();
  expect(browser.collector.rulesetTokens).toEqual(['jwt', 'jwt', undefined]);
});

test('a page that slept for a day asks again when somebody comes back', async () => {
  browser.collector.ruleset = serve('v1', ONE);
  const { lifecycle } = start();
  await turn();
  await browser.clock.advance(23 * HOUR);
  lifecycle.fire('resume');
  await browser.clock.advance(2 * HOUR);
  lifecycle.fire('exit');
  await turn();
  expect(browser.collector.rulesetRequests).toBe(1);
  lifecycle.fire('resume');
  await turn();
  expect(browser.collector.rulesetRequests).toBe(2);
});

test('a wrong clock is put right by the collector’s, and on the next page at once', async () => {
  browser.collector.ruleset = serve('v1', ONE);
  browser.collector.date = START + 3 * 24 * HOUR;
  const first = start();
  await turn();
  expect(first.clock.now()).toBe(START + 3 * 24 * HOUR);
  browser.collector.ruleset = new Error('offline');
  const second = start();
  expect(second.clock.now()).toBe(START);
  await turn();
  expect(second.clock.now()).toBe(START + 3 * 24 * HOUR);
  browser.collector.ruleset = serve('v1', ONE);
  browser.collector.date = START + 1500;
  const third = start();
  await turn();
  // The device's clock was mended; what is left of the difference is the way of the answer.
  expect(third.clock.now()).toBe(START);
  expect(await browser.store.read('ruleset')).toMatchObject({ etag: 'v1', ahead: 0 });
});

test('stopped, it leaves no stream and no listener, and takes nothing more', async () => {
  browser.collector.ruleset = serve('v1', ONE);
  const { sync, seen, lifecycle } = start();
  sync.stop();
  await turn();
  sync.check('v2');
  await turn();
  expect([lifecycle.listeners, seen]).toEqual([0, []]);
  expect(await browser.store.read('ruleset')).toBeUndefined();
});
