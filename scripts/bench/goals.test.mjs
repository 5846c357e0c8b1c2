import { expect, test } from 'vitest';
import { aboveBaseAtMost, atMost, noMore, ratioAtMost } from './goals.mjs';

const summary = (median, min = median, max = median) => ({ median, min, max, runs: 3 });

test('a value is met up to its limit', () => {
  expect(atMost(20, 'µs').text).toBe('<= 20 µs');
  expect(atMost(20, 'µs').isMet(summary(20))).toBe(true);
  expect(atMost(20, 'µs').isMet(summary(20.1, 1))).toBe(false);
});

test('a ratio and a difference are of the medians', () => {
  const base = summary(10, 1, 100);
  expect(ratioAtMost(1.5).isMet(summary(15), base)).toBe(true);
  expect(ratioAtMost(1.5).isMet(summary(15.1), base)).toBe(false);
  expect(aboveBaseAtMost(1, 'ms').isMet(summary(11), base)).toBe(true);
  expect(aboveBaseAtMost(1, 'ms').isMet(summary(11.1), base)).toBe(false);
});

test('"no more" forgives what the noise explains, and nothing else', () => {
  const base = summary(10, 9, 12);
  expect(noMore().isMet(summary(9), base)).toBe(true);
  expect(noMore().isMet(summary(13, 11.5), base)).toBe(true);
  expect(noMore().isMet(summary(13, 12.1), base)).toBe(false);
});
