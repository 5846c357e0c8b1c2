import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../condition/compile.js';
import { holdsOver } from './holds-over.js';
import { marksOf } from './marks.js';

const OPEN = Infinity;

/** Compiles operators as the measure `count` has them. */
function over(count: object, facts: object = {}) {
  const { test } = compile({ n: count as never });
  const found = marksOf({ key: JSON.stringify(['$did', { count }]), paths: Object.keys(facts) });
  const ask = (value: unknown, now: number) => test?.({ ...facts, n: value as number }, now);
  return (least: number, most: number) => holdsOver(ask, [least, most], found, 0, facts);
}

describe('of a number that may be higher', () => {
  it.each([
    [{ $gte: 3 }, 2, undefined],
    [{ $gte: 3 }, 3, true],
    [{ $lt: 3 }, 0, undefined],
    [{ $lt: 3 }, 3, false],
    [{ $eq: 0 }, 0, undefined],
    [{ $eq: 2 }, 0, undefined],
    [{ $eq: 2 }, 3, false],
    [{ $ne: 2 }, 3, true],
    [{ $in: [5, 9] }, 6, undefined],
    [{ $in: [5, 9] }, 10, false],
    [{ $gte: 2, $lte: 5 }, 0, undefined],
    [{ $gte: 2, $lte: 5 }, 6, false],
    [{ $not: { $gte: 3 } }, 3, false],
    [{ $gt: '2.5' }, 3, true],
    [{ $exists: true }, 1, undefined],
  ])('%j, at least %d: %s', (operators, least, truth) => {
    expect(over(operators)(least, OPEN)).toBe(truth);
  });

  it('compares with the fact that it refers to', () => {
    const atMost = over({ $lte: { $ref: 'seats' } }, { seats: 5 });
    expect([atMost(5, OPEN), atMost(6, OPEN), atMost(2, 5)]).toEqual([undefined, false, true]);
  });
});

it('of a known number: what the test says, whatever it does', () => {
  expect(over({ $exists: true })(3, 3)).toBe(true);
});

it('agrees with asking of every number, for any comparison', () => {
  const number = fc.integer({ min: -1, max: 12 });
  const operators = fc.oneof(
    fc.dictionary(
      fc.constantFrom('$gte', '$gt', '$lt', '$lte', '$eq', '$ne'),
      fc.oneof(number, fc.double({ min: 0, max: 9, noNaN: true })),
      {
        minKeys: 1,
        maxKeys: 3,
      },
    ),
    fc.record({ $in: fc.array(number) }),
    fc.record({ $not: fc.record({ $gte: number, $lt: number }) }),
  );
  fc.assert(
    fc.property(operators, fc.nat(10), fc.option(fc.nat(10), { nil: OPEN }), (count, least, width) => {
      const most = least + width;
      const test = compile({ n: count as never }).test;
      const all = Array.from({ length: Math.min(width, 40) + 1 }, (_, step) =>
        test?.({ n: least + step }, 0),
      );
      expect(over(count)(least, most)).toBe(new Set(all).size === 1 ? all[0] : undefined);
    }),
    { numRuns: 2000 },
  );
});
