import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
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
  expect(exposed.map(({ properties }) => properties)).toEqual([
    { nudge: 'seats', rev: 3, stage: 's70', episode: 's70:10', surface: 'slot:app-banner' },
    { nudge: 'seats', rev: 3, stage: 's90', episode: 's90:10', surface: 'slot:app-banner' },
  ]);
  const told = page.notices.filter(({ kind }) => kind === 'exposed');
  expect(told).toEqual(Array(2).fill({ on: 'nudge', nudge: 'seats', kind: 'exposed' }));
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
