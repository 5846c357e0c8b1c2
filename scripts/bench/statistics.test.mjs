import { expect, test } from 'vitest';
import { median, percentile, summarise } from './statistics.mjs';

test('the median is the middle one, or the mean of the middle two', () => {
  expect(median([9, 1, 10])).toBe(9);
  expect(median([10, 9, 1, 2])).toBe(5.5);
});

test('a percentile is a sample that was measured', () => {
  const samples = Array.from({ length: 20 }, (_, index) => 20 - index);
  expect(percentile(samples, 0.95)).toBe(19);
  expect(percentile(samples, 1)).toBe(20);
  expect(percentile([7], 0.95)).toBe(7);
  expect(percentile([3, 2], 0)).toBe(2);
});

test('a summary leaves the samples in their order and refuses none at all', () => {
  const samples = [3, 1, 2];
  expect(summarise(samples)).toEqual({ median: 2, min: 1, max: 3, runs: 3 });
  expect(samples).toEqual([3, 1, 2]);
  expect(() => summarise([])).toThrow('no samples');
});
