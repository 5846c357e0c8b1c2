import { beforeEach, expect, test } from 'vitest';
import type { KnownFacts } from './known-facts.js';
import { createFakeBrowser, type FakeTab } from './testing/fake-browser.js';
import { turn } from './testing/turn.js';

let browser = createFakeBrowser();
beforeEach(() => {
  browser = createFakeBrowser();
});

/** Somebody in an account with a plan, a meter and a feature. */
function sayAll({ tendril }: FakeTab): void {
  tendril.identify('u_1', { role: 'owner' });
  tendril.group('a', { plan: 'team', entitlements: ['x'] });
  tendril.usage('seats', { used: 9, limit: 10 });
}
const known = ({ link }: FakeTab) => link.facts.facts.get();
const kept = () => browser.store.read<KnownFacts>('facts');

const OF_A = {
  account: { plan: 'team' },
  usage: { seats: { used: 9, limit: 10 } },
  entitlement: { x: true },
};
const ELSEWHERE = { user: { role: 'owner' }, account: {}, usage: {}, of: { user: 'u_1', account: 'b' } };

test('nothing of an account is true of the next one, here, on the device and in other tabs', async () => {
  const [one, two] = [browser.openTab(), browser.openTab()];
  await turn();
  sayAll(one);
  await turn();
  expect(known(two)).toMatchObject(OF_A);
  one.tendril.group('b');
  expect([known(one), one.tendril.gate('x').allowed]).toEqual([ELSEWHERE, false]);
  await turn();
  expect([known(two), two.tendril.gate('x').allowed]).toEqual([ELSEWHERE, false]);
  expect(await kept()).toEqual(ELSEWHERE);
});

test('what is unlocked goes with its account before anything else is loaded', () => {
  const { tendril } = browser.openTab({}, { start: false });
  tendril.group('a', { entitlements: ['x'] });
  tendril.group('a', { plan: 'team' });
  tendril.usage('seats', { used: 1 });
  tendril.identify('u_1');
  expect(tendril.gate('x').allowed).toBe(true);
  tendril.group('b');
  expect(tendril.gate('x').allowed).toBe(false);
});

test('the next page of another account begins with nothing of the last one', async () => {
  const first = browser.openTab();
  sayAll(first);
  await turn();
  first.tendril.stop();
  const second = browser.openTab({}, { start: false });
  second.tendril.group('b');
  second.lifecycle.rest();
  await turn();
  expect(known(second)).toEqual(ELSEWHERE);
  expect(await kept()).toEqual(ELSEWHERE);
});

test('the same account again adds to what is known of it', async () => {
  const tab = browser.openTab();
  await turn();
  sayAll(tab);
  tab.tendril.group('a', { size: 40 });
  expect(known(tab)).toMatchObject({ ...OF_A, account: { plan: 'team', size: 40 } });
});

test('another user has none of the traits of the last one, but the account', async () => {
  const tab = browser.openTab();
  await turn();
  sayAll(tab);
  tab.tendril.identify('u_2', { locale: 'de' });
  expect(known(tab)).toEqual({ ...OF_A, user: { locale: 'de' }, of: { user: 'u_2', account: 'a' } });
});

test('who is identified for the first time keeps what was said before', async () => {
  const tab = browser.openTab();
  await turn();
  tab.tendril.usage('seats', { used: 1 });
  tab.tendril.identify('u_1');
  tab.tendril.group('a');
  expect(known(tab)).toMatchObject({ usage: { seats: { used: 1 } } });
});

test('a reset before the kept facts are read forgets those too', async () => {
  const first = browser.openTab();
  sayAll(first);
  await turn();
  first.tendril.stop();
  const second = browser.openTab({}, { start: false });
  second.tendril.reset();
  second.lifecycle.rest();
  await turn();
  const nobody = { user: {}, account: {}, usage: {}, of: { user: '', account: '' } };
  expect([known(second), await kept()]).toEqual([nobody, nobody]);
});
