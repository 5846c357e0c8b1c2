import { describe, expect, it } from 'vitest';
import { all, any, not, type Test, type Truth } from './truth.js';

const of =
  (truth: Truth): Test =>
  () =>
    truth;
const U = undefined;

describe('Kleene logic', () => {
  it.each([
    [true, true, true, true],
    [true, false, false, true],
    [true, U, U, true],
    [false, false, false, false],
    [false, U, false, U],
    [U, U, U, U],
  ])('%s with %s: and %s, or %s, in either order', (a, b, and, or) => {
    for (const tests of [
      [of(a), of(b)],
      [of(b), of(a)],
    ]) {
      expect(all(tests)(null, 0)).toBe(and);
      expect(any(tests)(null, 0)).toBe(or);
    }
  });

  it.each([
    [true, false],
    [false, true],
    [U, U],
  ])('not %s is %s', (truth, negated) => {
    expect(not(of(truth))(null, 0)).toBe(negated);
  });

  it('all and any of nothing are true', () => {
    expect(all([])(null, 0)).toBe(true);
    expect(any([])(null, 0)).toBe(true);
  });

  it('hands on the value and the time', () => {
    const test: Test = (value, now) => value === 'x' && now === 5;
    expect(any([not(not(all([test])))])('x', 5)).toBe(true);
  });
});
