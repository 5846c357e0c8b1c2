import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignArm, bucket, isHeldOut } from './assign-arm.js';

describe('bucket', () => {
  it.each([
    ['seed', 'a', 0.0505],
    ['seed', 'b', 0.2696],
    ['foo', 'ab', 0.2575],
    ['foo', 'def', 0.2019],
    ['90850943850283058242805', '123', 0.7516],
    ['()**(%$##$%#$#', '___)((*":&', 0.0128],
    ['seed', 'é', 0.9593],
  ])('of %j and %j is %d, as GrowthBook has it over UTF-8', (seed, id, expected) => {
    expect(bucket(seed, id)).toBe(expected);
  });

  it('takes any text, half a surrogate pair too', () => {
    expect(bucket('seed', '\ud83d')).toBe(bucket('seed', '\ufffd'));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (seed, id) => {
        const at = bucket(seed, id);
        expect(at >= 0 && at < 1).toBe(true);
        expect(bucket(seed, id)).toBe(at);
      }),
    );
  });
});

const test = (...weights: number[]) => ({
  key: 'seats-1',
  unit: 'account' as const,
  arms: weights.map((weight, index) => ({ id: `arm${index}`, weight })),
});
const armOf = (weights: number[], account: string) => assignArm(test(...weights), { account })?.id;
const accounts = Array.from({ length: 2000 }, (_, index) => `acct_${index}`);

describe('assignArm', () => {
  it.each([
    ['shares of 1', [0.1, 0.2, 0.7], [0.1, 0.2, 0.7]],
    ['any scale', [1, 3], [0.25, 0.75]],
    ['an arm of weight 0', [0, 1], [0, 1]],
  ])('splits by weight: %s', (_, weights, shares) => {
    for (const [index, share] of shares.entries()) {
      const got = accounts.filter((account) => armOf(weights, account) === `arm${index}`).length;
      expect(Math.abs(got / accounts.length - share)).toBeLessThan(0.03);
      if (!share) expect(got).toBe(0);
    }
  });

  it('gives everybody an arm, whatever the weights', () => {
    const weight = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1 }), fc.string(), (weights, account) => {
        const some = account !== '' && weights.some(Boolean);
        expect(armOf(weights, account) !== undefined).toBe(some);
      }),
    );
  });

  it('stays with an arm when an arm after it grows at the cost of a later one', () => {
    for (const account of accounts) {
      const before = armOf([0.2, 0.3, 0.5], account);
      if (before !== 'arm2') expect(armOf([0.2, 0.4, 0.4], account)).toBe(before);
    }
  });

  it('splits by the unit of the test, and not without its id', () => {
    expect(assignArm(test(1), { user: 'u' })).toBeUndefined();
    expect(assignArm({ ...test(1), unit: 'user' }, { user: 'u' })?.id).toBe('arm0');
    expect(assignArm(undefined, { user: 'u' })).toBeUndefined();
  });

  it('splits visitors by their browser until they are known, where users are split', () => {
    const ofUsers = { ...test(1, 1), unit: 'user' as const };
    for (const id of accounts) {
      expect(assignArm(ofUsers, { anonymous: id })).toEqual(assignArm(ofUsers, { user: id }));
      expect(assignArm(ofUsers, { anonymous: 'a', user: id })).toEqual(assignArm(ofUsers, { user: id }));
    }
    expect(assignArm(test(1), { anonymous: 'a', user: 'u' })).toBeUndefined();
  });
});

describe('the holdout of all nudges', () => {
  it('is its share of accounts, whoever of the account is here', () => {
    const held = accounts.filter((account) => isHeldOut(0.05, { account, user: 'u' }));
    expect(Math.abs(held.length / accounts.length - 0.05)).toBeLessThan(0.02);
    for (const account of held) expect(isHeldOut(0.05, { account, user: 'v' })).toBe(true);
  });

  it.each([
    [0, false],
    [1, true],
  ])('of %d of all', (share, expected) => {
    expect([{ account: 'a' }, { user: 'u' }, { anonymous: 'b' }].map((ids) => isHeldOut(share, ids))).toEqual(
      [expected, expected, expected],
    );
  });

  it('asks nobody who is not known', () => {
    expect(isHeldOut(1, {})).toBe(false);
  });
});
