import type { Json } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { COMBINATOR_NAMES, OPERATOR_NAMES } from './compile.js';
import table from './conditions.json';
import { describeCondition } from './describe-condition.js';

describe('a condition as a sentence', () => {
  it.each([
    [{}, 'Holds for everybody.'],
    [
      { 'user.role': 'owner', 'usage.seats.ratio': { $gte: 0.7 } },
      'Holds when user.role is "owner" and usage.seats.ratio is at least 0.7.',
    ],
    [
      { $or: [{ a: 1, b: null }, { c: { $in: ['x', 'y'] } }], $not: { $segment: 'buyers' } },
      'Holds when ((a is 1 and b is missing) or c is one of "x", "y") and not (the person is in segment "buyers").',
    ],
    [
      {
        $did: {
          event: 'export.clicked',
          where: { 'event.format': 'csv' },
          within: '14d',
          count: { $gte: 3 },
        },
      },
      'Holds when the person did export.clicked at least 3 times where event.format is "csv" within 14 days.',
    ],
    [{ $not: { $did: { event: 'e' } } }, 'Holds when not (the person did e at least once).'],
    [{ $did: { event: 'e', within: '1d', count: 0 } }, 'Holds when the person did e never within 1 day.'],
    [
      { $did: { event: 'e', scope: 'account', last: { $ago: { $gt: '7d' } } } },
      'Holds when somebody of the account did e with the last time one that is more than 7 days ago.',
    ],
    [
      { $ratio: { of: 'seats.used', to: 'seats.limit', is: { $gte: 0.9 } } },
      'Holds when the ratio of seats.used to seats.limit is at least 0.9.',
    ],
    [
      { 'account.trialEndsAt': { $ahead: { $gte: '0s', $lte: '3d' } }, 'account.plan': { $below: 'pro' } },
      'Holds when account.trialEndsAt is at least 0 seconds ahead and is at most 3 days ahead and account.plan is below "pro".',
    ],
    [{ used: { $gt: { $ref: 'bought' } } }, 'Holds when used is more than the value of bought.'],
    [
      { a: { $elemMatch: { b: 1, c: { $vgte: '2' } } }, d: { $elemMatch: { $gt: 1 } } },
      'Holds when a has an element for which (b is 1 and c is version "2" or later) and d has an element that is more than 1.',
    ],
  ])('%j', (condition, sentence) => {
    expect(describeCondition(condition)).toBe(sentence);
  });

  const sound = (table.cases as [string, Json, Json, unknown][]).filter(
    ([, , , said]) => said !== 'rejected',
  );

  it.each(sound.map(([name, condition]) => [name, condition] as const))(
    'says it in words: %s',
    (_, condition) => {
      const sentence = describeCondition(condition);
      expect(sentence).toMatch(/^Holds [^\n]+\.$/);
      expect(sentence).not.toMatch(/\$[a-z]|undefined|\[object/);
    },
  );

  it('has words for every operator', () => {
    const used = new Set(JSON.stringify(sound).match(/\$\w+/g));
    const known = [...OPERATOR_NAMES(), ...COMBINATOR_NAMES()];
    expect(known.filter((name) => !used.has(name))).toEqual([]);
  });
});
