import type { Actions, NudgeHandle, Quote } from '@tendril/core';
import type { ContentAction } from '@tendril/protocol';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { openPage, plain, SEATS, withButtons } from '../testing/sample-page.js';

const EUR = (amount: number) => ({ amount, currency: 'EUR' });
const QUOTE: Quote = { now: EUR(49), after: EUR(119) };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

/** Lets the browser see the nudge, and the second pass. */
async function look(): Promise<void> {
  await expect.poll(() => vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(1000);
}

async function open(options: Parameters<typeof openPage>[0]) {
  const page = await openPage({ ...options, render: 'none' });
  const shown = () => page.link.shown.get()['slot:app-banner'];
  const told = (name: string) => page.tracked.filter((one) => one.name === name).map((one) => one.properties);
  return { ...page, shown, told, handle: () => shown()?.handle as NudgeHandle };
}

/** Runs the same person through a nudge that Tendril draws, or the host does; what is told of it. */
async function toldOf(render: 'none' | undefined) {
  const page = await openPage({
    nudges: [SEATS],
    ...(render && { render }),
    actions: { upgrade: () => ({ plan: 'business' }) },
  });
  await page.seats(9);
  const handle = () => page.link.shown.get()['slot:app-banner']?.handle;
  const element = page.root.querySelector('[data-tendril-slot]') as HTMLElement;
  if (render) {
    element.textContent = handle()?.content.title ?? '';
    handle()?.watch(element);
  }
  await look();
  if (render) await handle()?.act('secondary');
  else page.button('Upgrade')?.click();
  await page.settle();
  if (render) handle()?.dismiss();
  else page.button('Not now')?.click();
  await page.settle();
  const events = page.tracked.map(({ name, properties }) => ({ name, ...properties }));
  const remembered = Object.fromEntries(page.device.values);
  const reason = page.state.explain?.('seats')[0]?.reason;
  page.unmount();
  return { events, remembered, reason };
}

it('what the host shows is told, remembered and capped as what Tendril draws', async () => {
  const own = await toldOf('none');
  const drawn = await toldOf(undefined);
  // A dismissal by the host's own control counts as one by a button of the document.
  const dismissal = own.events.findIndex(({ name }) => name === 'nudge.dismissed');
  expect(own.events[dismissal]).toMatchObject({ via: 'action' });
  Object.assign(own.events[dismissal] ?? {}, { via: 'close' });
  expect(own).toEqual(drawn);
  expect(own.reason).toBe('episode');
  expect(Object.keys(own.remembered)).not.toEqual([]);
  expect(own.events.map(({ name }) => name)).toEqual([
    'nudge.assigned',
    'nudge.exposed',
    'nudge.action',
    'nudge.dismissed',
  ]);
});

it('nothing is drawn, and the texts are there, of whatever kind', async () => {
  const page = await open({ nudges: [SEATS] });
  await page.seats(9);
  expect(page.root.querySelector('tendril-nudge')).toBeNull();
  expect(page.shown()).toMatchObject({
    text: { title: '9 of 10 seats used', body: '1 seat left' },
    handle: { tone: 'warn', dismissible: true, content: { dismissLabel: 'Not now' } },
  });
  await page.seats(10);
  expect(page.shown()).toMatchObject({
    text: { body: 'No seats left' },
    handle: { tone: 'critical', dismissible: false },
  });
});

it('an exposure is told once an episode, by the host’s word or by an element that is watched', async () => {
  const page = await open({ nudges: [SEATS] });
  await page.seats(7);
  const element = document.body.appendChild(document.createElement('p'));
  onTestFinished(() => element.remove());
  element.textContent = 'The host’s own';
  page.handle().watch(element);
  await look();
  expect(page.told('nudge.exposed').map(({ stage }) => stage)).toEqual(['s70']);
  page.handle().exposed();
  expect(page.told('nudge.exposed')).toHaveLength(1);
  // The next stage is an episode of its own, and the element is watched on.
  await page.seats(9);
  await look();
  expect(page.told('nudge.exposed').map(({ stage }) => stage)).toEqual(['s70', 's90']);
});

it.each([
  ['dismiss', (one: NudgeHandle) => one.dismiss(), 'nudge.dismissed', 'episode'],
  ['snooze', (one: NudgeHandle) => one.snooze('P3D'), 'nudge.snoozed', 'snoozed'],
  ['never', (one: NudgeHandle) => one.never(), 'nudge.never', 'never'],
  ['done', (one: NudgeHandle) => one.done(), 'nudge.dismissed', 'episode'],
])('%s takes it off, and what was held of it tells nothing more', async (_, close, name, reason) => {
  const page = await open({ nudges: [plain('n', 'app-banner')] });
  const handle = page.handle();
  close(handle);
  await page.settle();
  expect(page.shown()).toBeUndefined();
  expect(page.state.explain?.('n')[0]?.reason).toBe(reason);
  handle.dismiss();
  handle.exposed();
  handle.never();
  expect(page.names()).toEqual(['nudge.assigned', name]);
});

const act = (action: Partial<ContentAction>, actions: Actions = {}) =>
  open({ nudges: [withButtons([{ id: 'primary', label: 'Go', do: 'emit', ...action }])], actions });

it('an action is run by its id, and an unknown one is said', async () => {
  const page = await act({ event: 'bought', data: { seats: 2 } });
  expect(await page.handle().act('primary')).toBe('');
  expect(page.told('nudge.action')).toMatchObject([{ nudge: 'n', action: 'primary', do: 'emit' }]);
  expect(page.told('bought')).toEqual([{ seats: 2 }]);
  expect(await page.handle().act('other')).toBe('n has no action other.');
});

it('an invitation is told, and its form left to the host', async () => {
  const page = await act({ do: 'invite' });
  expect(await page.handle().act('primary')).toBe('');
  expect(page.told('nudge.action')).toMatchObject([{ do: 'invite' }]);
  expect(document.querySelector('tendril-nudge')).toBeNull();
});

it('nobody buys without the price that was shown', async () => {
  const bought: unknown[] = [];
  const upgrade: Actions['upgrade'] = (request) => void bought.push(request);
  const page = await act({ do: 'upgrade', data: { plan: 'business' } }, { upgrade, quote: () => QUOTE });
  expect(await page.handle().act('primary')).toMatch(/^The price is not known yet/);
  expect(bought).toEqual([]);
  expect(await page.handle().act('primary', QUOTE)).toBe('');
  expect(bought).toEqual([{ nudge: 'n', plan: 'business', quote: QUOTE }]);
});

it('a control group is assigned, and the host is given nothing', async () => {
  const test = { key: 'k', unit: 'user' as const, arms: [{ id: 'control', weight: 1, show: false }] };
  const page = await open({ nudges: [plain('n', 'app-banner', { test })] });
  expect(page.told('nudge.assigned')).toMatchObject([{ arm: 'control', shown: false }]);
  expect(page.link.shown.get()).toEqual({});
});

it('what is unlocked goes, the host hears of it, and the announcement is its own', async () => {
  const unlock = { entitlement: 'reports', timeout: 'PT1M' };
  const nudge = withButtons([{ id: 'primary', label: 'Buy', do: 'upgrade' }], { unlock });
  const page = await open({ nudges: [nudge], actions: { upgrade: () => undefined } });
  expect(await page.handle().act('primary')).toBe('');
  await page.settle();
  expect(page.handle().progress).toBe('Waiting for the confirmation of the payment.');
  page.unlock('reports');
  expect(page.shown()).toBeUndefined();
  expect(page.notices).toContainEqual({ on: 'nudge', nudge: 'n', kind: 'unlocked' });
  await page.settle();
  expect(document.querySelector('tendril-live')).toBeNull();
});
