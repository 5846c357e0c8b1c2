import type { Ruleset } from '@tendril/protocol';
import { atom } from 'nanostores';
import { beforeEach, expect, test } from 'vitest';
import { createNotices } from './notices.js';
import { startRulesetSync } from './ruleset-sync.js';
import type { TendrilError } from './tendril.js';
import { createFakeBrowser } from './testing/fake-browser.js';
import { turn } from './testing/turn.js';

const ONE: Ruleset = { version: '1', nudges: [] };
const TWO: Ruleset = { version: '1.4', nudges: [], segments: {} };
const serve = (etag: string, ruleset: unknown) => ({ etag, body: JSON.stringify(ruleset) });

let browser = createFakeBrowser();
beforeEach(() => {
  browser = createFakeBrowser();
});

function start(live = false) {
  const { late, lifecycle } = browser.openPorts();
  const ruleset = atom<Ruleset | undefined>();
  const seen: (Ruleset | undefined)[] = [];
  ruleset.listen((value) => seen.push(value));
  const notices = createNotices();
  const errors: TendrilError[] = [];
  notices.on('error', (error) => errors.push(error));
  const sync = startRulesetSync({ ...late, lifecycle, ruleset, live, notices });
  return { sync, ruleset, seen, errors, lifecycle };
}

test('the cached ruleset holds at once, then the server’s, which is cached in turn', async () => {
  await browser.store.update('ruleset', () => ({ etag: 'v1', ruleset: ONE }));
  browser.collector.ruleset = serve('v2', TWO);
  const { seen } = start();
  await turn();
  expect(seen).toEqual([ONE, TWO]);
  expect(await browser.store.read('ruleset')).toEqual({ etag: 'v2', ruleset: TWO });
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

test('the live stream tells of changes; it is closed out of sight and opened again in sight', async () => {
  browser.collector.ruleset = serve('v1', ONE);
  const { ruleset, lifecycle } = start(true);
  await turn();
  const { streams } = browser.collector;
  expect(streams.size).toBe(1);
  browser.collector.ruleset = serve('v2', TWO);
  for (const say of streams) say('v2');
  await turn();
  expect(ruleset.get()).toEqual(TWO);
  lifecycle.fire('exit');
  expect(streams.size).toBe(0);
  lifecycle.fire('online');
  await turn();
  expect(streams.size).toBe(0);
  lifecycle.fire('resume');
  lifecycle.fire('online');
  await turn();
  expect(streams.size).toBe(1);
});

test('a page that goes while the stream is being opened keeps none open', async () => {
  const { lifecycle } = start(true);
  lifecycle.fire('exit');
  await turn();
  expect(browser.collector.streams.size).toBe(0);
});

test('without `live` there is no stream and nobody listens', async () => {
  const { lifecycle } = start();
  await turn();
  expect([browser.collector.streams.size, lifecycle.listeners]).toEqual([0, 0]);
});

test('stopped, it leaves no stream and no listener, and takes nothing more', async () => {
  browser.collector.ruleset = serve('v1', ONE);
  const { sync, seen, lifecycle } = start(true);
  sync.stop();
  await turn();
  sync.check('v2');
  await turn();
  expect([browser.collector.streams.size, lifecycle.listeners, seen]).toEqual([0, 0, []]);
  expect(await browser.store.read('ruleset')).toBeUndefined();
});
