import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retryDelay, type Verdict, verdictOf } from './verdict.js';

const SPECIAL: { [status: number]: Verdict } = {
  400: 'split',
  413: 'split',
  422: 'split',
  401: 'halt',
  403: 'halt',
  404: 'halt',
  410: 'halt',
};

test('every status has its verdict: 2xx accepted, the named 4xx their own, anything else later again', () => {
  for (let status = 0; status < 600; status += 1) {
    const expected = SPECIAL[status] ?? (status >= 200 && status < 300 ? 'accepted' : 'retry');
    expect(`${status} ${verdictOf({ status, body: '' })}`).toBe(`${status} ${expected}`);
  }
});

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('without Retry-After the wait is between 250 ms and the lesser of 5 minutes and 1 s × 2^n', () => {
  fc.assert(
    fc.property(fc.nat(2000), unit, (failures, random) => {
      const wait = retryDelay(failures, undefined, random);
      expect(wait).toBeGreaterThanOrEqual(250);
      expect(wait).toBeLessThanOrEqual(Math.min(5 * 60_000, 1000 * 2 ** failures));
    }),
  );
});

test('jitter is over the full range', () => {
  expect(retryDelay(4, undefined, 0.5)).toBe(8000);
  expect(retryDelay(4, undefined, 0.25)).toBe(4000);
});

test.each([
  [1000, 1000],
  [90_000, 90_000],
  [3_600_000, 3_600_000],
  [86_400_000, 3_600_000],
  [0, 250],
  [-60_000, 250],
])('Retry-After of %i ms waits %i ms', (retryAfterMs, wait) => {
  expect(retryDelay(9, retryAfterMs, 0.5)).toBe(wait);
});
