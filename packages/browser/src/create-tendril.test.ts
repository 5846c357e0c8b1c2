import type { Tendril, TendrilOptions } from '@tendril/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTendril } from './create-tendril.js';

const OPTIONS: TendrilOptions = { writeKey: 'wk_test', host: 'https://collect.example.com' };
const error = vi.spyOn(console, 'error');

beforeEach(() => void error.mockReset().mockReturnValue());
afterEach(() => void vi.unstubAllGlobals());

/** Every call there is; none may throw, and none may leave anything behind. */
async function callEverything(tendril: Tendril): Promise<void> {
  tendril.consent.grant();
  const off = tendril.on('drop', () => {});
  const ids = [
    tendril.track('event', { role: 'editor' }),
    tendril.identify('u_1', { role: 'owner' }),
    tendril.group('acct_1', { plan: 'team' }),
    tendril.page('Reports'),
    tendril.alias('u_old'),
    tendril.usage('seats', { used: 9, limit: 10 }),
  ];
  expect(new Set(ids).size).toBe(6);
  expect(tendril.gate('reports')).toEqual({ allowed: false, reason: 'not-entitled' });
  expect(tendril.explain()).toEqual([]);
  expect(tendril.explain('seats').shown).toBe(false);
  expect([tendril.entitlements.get(), tendril.nudges.get()]).toEqual([[], {}]);
  tendril.reset();
  await tendril.flush();
  expect(tendril.stats()).toMatchObject({ queued: 0, consent: 'denied' });
  tendril.consent.deny();
  tendril.stop();
  off();
  expect(tendril.stats()).toMatchObject({ queued: 0, sent: 0, consent: 'denied' });
}

test('on a server every call is harmless and silent, and collects nothing', async () => {
  vi.stubGlobal('document', undefined);
  const fetch = vi.fn();
  vi.stubGlobal('fetch', fetch);
  const tendril = createTendril(OPTIONS);
  await callEverything(tendril);
  for (let n = 0; n < 100; n += 1) tendril.track('event');
  expect(tendril.stats().queued).toBe(0);
  expect(error).not.toHaveBeenCalled();
  expect(fetch).not.toHaveBeenCalled();
});

test('on a server nothing that is said of one person is true of the next', () => {
  vi.stubGlobal('document', undefined);
  const tendril = createTendril(OPTIONS);
  tendril.group('acct_1', { entitlements: ['reports'] });
  expect(tendril.gate('reports').allowed).toBe(false);
  expect(tendril.entitlements.get()).toEqual([]);
});

test('a host that is a URL is as good as its text', () => {
  const tendril = createTendril({ ...OPTIONS, host: new URL(OPTIONS.host) as never });
  expect(error).not.toHaveBeenCalled();
  expect(tendril.stats().consent).toBe('granted');
  tendril.stop();
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['no writeKey', { host: OPTIONS.host }],
  ['an empty writeKey', { ...OPTIONS, writeKey: '' }],
  ['a writeKey that is no text', { ...OPTIONS, writeKey: 7 }],
  ['no host', { writeKey: 'wk_test' }],
  ['a host without a scheme', { ...OPTIONS, host: 'collect.example.com' }],
  ['a host of another scheme', { ...OPTIONS, host: 'javascript:alert(1)' }],
  ['a host that is no text', { ...OPTIONS, host: {} }],
])('options that are unusable (%s) are said once, and every call is harmless', async (_, options) => {
  await callEverything(createTendril(options as never));
  expect(error.mock.calls).toEqual([['tendril: no writeKey, or no https:// host']]);
});
