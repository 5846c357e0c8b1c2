import type { Actions } from '@tendril/core';
import type { ContentAction, Nudge } from '@tendril/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFakeDevice } from '../testing/fake-link.js';
import { openPage, plain } from '../testing/sample-page.js';

const BUY: ContentAction = { id: 'primary', label: 'Buy', do: 'upgrade' };
const gate = (over: Partial<NonNullable<Nudge['unlock']>> = {}): Nudge =>
  plain('gate', 'app-banner', {
    what: { locale: 'en', content: { en: { title: 'Locked', actions: [BUY] } } },
    unlock: { entitlement: 'reports', announce: 'Reports are unlocked.', ...over },
  });
const LATE = 'There is no confirmation of the payment yet. Nothing is unlocked so far.';

async function open({
  device = createFakeDevice(),
  upgrade = (() => undefined) as Actions['upgrade'],
  nudge = gate(),
} = {}) {
  const asked: unknown[] = [];
  const actions: Actions = {
    upgrade: (request) => {
      asked.push(request);
      return upgrade?.(request);
    },
  };
  const page = await openPage({ nudges: [nudge], actions, device });
  await page.settle();
  return {
    ...page,
    asked,
    status: () => page.host()?.shadowRoot?.querySelector('[role=status]')?.textContent,
    unlocked: () => page.notices.filter(({ kind }) => kind === 'unlocked').map(({ nudge }) => nudge),
    async press(name = 'Buy') {
      page.button(name)?.click();
      await page.settle();
    },
  };
}
const said = () =>
  [...document.querySelectorAll('tendril-live')].map(({ shadowRoot }) => shadowRoot?.textContent).join(' ');

describe('while the payment is under way', () => {
  it('it says so, holds the stream open, and sells nothing twice', async () => {
    const page = await open();
    await page.press();
    expect(page.status()).toBe('Waiting for the confirmation of the payment.');
    expect(page.stream.waiting).toBe(1);
    await page.press();
    expect(page.asked).toHaveLength(1);
    expect(page.text(), 'nothing is unlocked').toBe('Locked');
    expect(page.unlocked()).toEqual([]);
  });

  it('the entitlement closes it, announces it, tells the host, and lets the stream go', async () => {
    const page = await open();
    await page.press();
    page.unlock('reports');
    expect(page.host(), 'at once').toBeUndefined();
    expect(page.unlocked()).toEqual(['gate']);
    expect(page.stream.waiting).toBe(0);
    await page.settle();
    expect(said()).toContain('Reports are unlocked.');
    expect(page.host()).toBeUndefined();
    expect(page.state.explain?.('gate')[0]?.reason).toBe('unlocked');
    await page.clock.advance(300_000);
    expect(page.unlocked(), 'once').toEqual(['gate']);
  });

  it('what is lost and bought once more is announced once more', async () => {
    const page = await open();
    await page.press();
    page.unlock('reports');
    await page.settle();
    page.unlock();
    page.hear('anything');
    await page.settle();
    expect(page.text()).toBe('Locked');
    await page.press();
    page.unlock('reports');
    expect(page.unlocked()).toEqual(['gate', 'gate']);
    await page.settle();
    expect(said().match(/Reports are unlocked\./g)).toHaveLength(2);
  });

  it('the focus goes back to where it was when the nudge came', async () => {
    const opener = document.body.appendChild(document.createElement('button'));
    onTestFinished(() => opener.remove());
    opener.focus();
    const page = await open();
    page.button('Buy')?.focus();
    expect(document.activeElement).toBe(page.host());
    await page.press();
    page.unlock('reports');
    expect(document.activeElement).toBe(opener);
  });

  it('an entitlement that comes with the answer unlocks without a wait', async () => {
    let unlock = () => {};
    const page = await open({
      upgrade: () => {
        unlock();
        return { entitlements: ['reports'] };
      },
    });
    unlock = () => page.unlock('reports');
    await page.press();
    expect([page.host(), page.stream.waiting]).toEqual([undefined, 0]);
    expect(page.unlocked()).toEqual(['gate']);
  });

  it('a refusal begins no wait', async () => {
    const page = await open({ upgrade: () => Promise.reject(new Error('The card was declined.')) });
    await page.press();
    expect(page.status()).toBe('The card was declined.');
    expect(page.stream.waiting).toBe(0);
    await page.press();
    expect(page.asked).toHaveLength(2);
  });
});

it('what is said of the payment is said in the words of the document', async () => {
  const text = { waiting: 'Wir warten.', late: 'Noch nichts.', again: 'Nachsehen' };
  const german = { title: 'Gesperrt', actions: [BUY], text };
  const page = await open({ nudge: { ...gate(), what: { locale: 'de', content: { de: german } } } });
  await page.press();
  expect(page.status()).toBe('Wir warten.');
  await page.clock.advance(127_000);
  await page.settle();
  expect(page.status()).toBe('Noch nichts.');
  expect(page.button('Nachsehen')).toBeTruthy();
});

describe('without news', () => {
  it('it asks for the facts once, says so, claims nothing, and offers to look again', async () => {
    const page = await open();
    await page.press();
    await page.clock.advance(119_000);
    expect(page.stream.asked.get()).toBe(0);
    await page.clock.advance(2000);
    expect(page.stream.asked.get()).toBe(1);
    await page.clock.advance(6000);
    await page.settle();
    expect(page.status()).toBe(LATE);
    expect([page.stream.waiting, page.unlocked()]).toEqual([0, []]);
    expect(page.button('Buy')).toBeUndefined();
    await page.press('Check again');
    expect([page.stream.asked.get(), page.stream.waiting, page.asked.length]).toEqual([2, 1, 1]);
    page.unlock('reports');
    expect(page.unlocked()).toEqual(['gate']);
  });

  it('an entitlement that comes late still unlocks', async () => {
    const page = await open();
    await page.press();
    await page.clock.advance(130_000);
    await page.settle();
    expect(page.status()).toBe(LATE);
    page.unlock('reports');
    expect(page.host()).toBeUndefined();
    expect(page.unlocked()).toEqual(['gate']);
  });
});

it('a gate in another tab closes too', async () => {
  const device = createFakeDevice();
  const [buyer, other] = [await open({ device }), await open({ device })];
  await buyer.press();
  for (const page of [buyer, other]) page.unlock('reports');
  expect([buyer.host(), other.host()]).toEqual([undefined, undefined]);
  expect([buyer.unlocked(), other.unlocked()]).toEqual([['gate'], ['gate']]);
});

it('a page that comes back from the checkout waits on, and no longer than was left', async () => {
  const device = createFakeDevice();
  const before = await open({ device });
  await before.press();
  before.unmount();
  expect(before.stream.waiting).toBe(0);
  const page = await open({ device });
  expect([page.status(), page.stream.waiting]).toEqual(['Waiting for the confirmation of the payment.', 1]);
  page.unlock('reports');
  expect(page.unlocked()).toEqual(['gate']);
  page.unmount();
  page.unlock();
  const later = await open({ device });
  expect([later.text(), later.status(), later.stream.waiting]).toEqual(['Locked', '', 0]);
});

it('another person waits for nothing that the first one bought', async () => {
  const device = createFakeDevice();
  const before = await open({ device });
  await before.press();
  before.unmount();
  const value = device.values.get('unlocking') as { gate: { who: string } };
  value.gate.who = 'somebody else';
  const page = await open({ device });
  expect([page.status(), page.stream.waiting]).toEqual(['', 0]);
});

it('what is unlocked is not offered, and is again when that ends', async () => {
  const page = await open();
  page.unlock('reports');
  await page.settle();
  expect(page.host()).toBeUndefined();
  page.unlock();
  page.hear('anything');
  await page.settle();
  expect(page.text()).toBe('Locked');
});

it('leaves nothing behind', async () => {
  const page = await open();
  await page.press();
  page.unmount();
  await page.settle();
  expect(document.querySelectorAll('tendril-nudge, tendril-live')).toHaveLength(0);
  expect([page.listeners(), page.clock.pending(), page.stream.waiting]).toEqual([0, 0, 0]);
});
