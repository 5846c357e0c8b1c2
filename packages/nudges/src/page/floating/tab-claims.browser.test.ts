import type { Nudge } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { createFakeDevice } from '../../testing/fake-link.js';
import { openFloatingPage, placed } from '../../testing/floating-page.js';
import { openPage, plain, rulesetOf } from '../../testing/sample-page.js';

const CORNER = placed({ surface: 'corner' });
const panels = () => document.querySelectorAll('tendril-nudge[popover]').length;

it('a nudge pops up in one tab, and in the next when that is closed', async () => {
  const device = createFakeDevice();
  const one = await openFloatingPage(CORNER, '', device);
  const two = await openFloatingPage(CORNER, '', device);
  expect(panels()).toBe(1);
  expect([one.reason(), two.reason()]).toEqual(['shown', 'other-tab']);
  one.unmount();
  await two.until(() => panels() === 1, 'it is the other tab’s turn');
  expect(two.reason()).toBe('shown');
  expect([...one.names(), ...two.names()], 'it is one showing').toEqual(['nudge.assigned']);
});

it('dismissed in one tab it does not come in the other', async () => {
  const device = createFakeDevice();
  const one = await openFloatingPage(CORNER, '', device);
  const two = await openFloatingPage(CORNER, '', device);
  one.control('Not now').click();
  await one.settle();
  await two.settle();
  expect([panels(), two.reason()]).toEqual([0, 'episode']);
});

it.each([
  ['in a slot of the page', {}, 'shown'],
  ['asked for by a gate', { when: { on: [{ gate: 'x' }] } }, 'shown'],
] as [string, Partial<Nudge>, string][])('each tab has its own: %s', async (_, over, reason) => {
  const device = createFakeDevice();
  const pages = [await openPage({ nudges: [], device }), await openPage({ nudges: [], device })];
  for (const page of pages) {
    page.link.ruleset.set(rulesetOf(plain('n', 'app-banner', over)));
    await page.settle();
    page.hear('gate.refused', { entitlement: 'x' });
    await page.settle();
    expect(page.state.explain?.('n')[0]?.reason).toBe(reason);
  }
});
