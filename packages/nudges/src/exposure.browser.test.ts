import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { createFakeDevice } from './testing/fake-link.js';
import { openPage } from './testing/sample-page.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

/** Lets the browser see the banner, and the second pass. */
async function look(): Promise<void> {
  await expect.poll(() => vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(1000);
}

it('a banner is exposed once for each episode, and only after it was in view for a second', async () => {
  const page = await openPage();
  await page.seats(7);
  expect(page.names()).toEqual(['nudge.assigned']);
  await look();
  await page.seats(8);
  expect(vi.getTimerCount(), 'the same episode is not watched again').toBe(0);
  await page.seats(9);
  await look();
  const exposed = page.tracked.filter(({ name }) => name === 'nudge.exposed');
  expect(exposed.map(({ properties }) => properties)).toMatchObject([
    { nudge: 'seats', rev: 3, stage: 's70', episode: 's70:10', surface: 'slot:app-banner', locale: 'en' },
    { nudge: 'seats', rev: 3, stage: 's90', episode: 's90:10', surface: 'slot:app-banner', locale: 'en' },
  ]);
  const told = page.notices.filter(({ kind }) => kind === 'exposed');
  expect(told).toEqual(Array(2).fill({ on: 'nudge', nudge: 'seats', kind: 'exposed' }));
});

it('a reload in the same session, and another tab, do not expose it again', async () => {
  const device = createFakeDevice();
  const page = await openPage({ device });
  await page.seats(7);
  await look();
  await page.settle();
  page.unmount();
  const reloaded = await openPage({ device });
  await reloaded.seats(7);
  expect(reloaded.text()).toMatch(/^7 of 10/);
  expect(vi.getTimerCount()).toBe(0);
  expect(reloaded.names()).toEqual([]);
  reloaded.state.session = 's2';
  await reloaded.seats(8);
  expect(reloaded.names(), 'another session is another showing').toEqual(['nudge.assigned']);
});

it('a banner in two tabs is exposed by the first that is looked at', async () => {
  const device = createFakeDevice();
  const one = await openPage({ device });
  await one.seats(7);
  await expect.poll(() => vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(10);
  const two = await openPage({ device });
  await two.seats(7);
  await expect.poll(() => vi.getTimerCount()).toBe(2);
  vi.advanceTimersToNextTimer();
  await one.settle();
  vi.advanceTimersToNextTimer();
  expect([...one.names(), ...two.names()].filter((name) => name === 'nudge.exposed')).toHaveLength(1);
});

it('a banner that goes within the second is not exposed', async () => {
  const page = await openPage();
  await page.seats(7);
  await expect.poll(() => vi.getTimerCount()).toBe(1);
  await page.seats(1);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(5000);
  expect(page.names()).toEqual(['nudge.assigned']);
});
