import { expect, it } from 'vitest';
import { backoffMs } from './backoff.js';

const HOUR = 3600 * 1000;

it.each([
  [1, 5000],
  [2, 10_000],
  [5, 80_000],
  [13, 5000 * 2 ** 12],
  [14, 6 * HOUR],
  [1000, 6 * HOUR],
])('waits after attempt %d at most %d ms, and anything less as chance has it', (attempt, most) => {
  expect(backoffMs(attempt, () => 1)).toBe(most);
  expect(backoffMs(attempt, () => 0.5)).toBe(most / 2);
  expect(backoffMs(attempt, () => 0)).toBe(0);
});

it('waits as long as the receiver asks, up to a day', () => {
  expect(backoffMs(1, () => 1, 60_000)).toBe(60_000);
  expect(backoffMs(10, () => 1, 60_000)).toBe(5000 * 2 ** 9);
  expect(backoffMs(1, () => 1, 999 * HOUR)).toBe(24 * HOUR);
});
