import type { IssueCode } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { compileCondition } from './compile-condition.js';

const OPTIONS = {
  groups: { pilots: ['acme'] },
  segments: { a: { $segment: 'b' }, b: { $not: { $segment: 'a' } }, faulty: { role: { $foo: 1 } } },
};

const nested = (levels: number): unknown => {
  let condition: unknown = { a: 1 };
  for (let level = 0; level < levels; level += 1) condition = { $not: condition };
  return condition;
};
function cyclic(key: string): object {
  const condition: { [key: string]: unknown } = {};
  condition[key] = key === '$and' ? [condition] : condition;
  return condition;
}
const many = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** What stands where, and what is said of it. One issue each. */
const DEFECTIVE: [name: string, condition: unknown, code: IssueCode, path: string, cure: RegExp][] = [
  ['20 000 nested $not', nested(20_000), 'limit', `who${'.$not'.repeat(17)}`, /segments/],
  ['a $not that holds itself', cyclic('$not'), 'limit', `who${'.$not'.repeat(17)}`, /segments/],
  ['an $and that holds itself', cyclic('$and'), 'limit', `who${'.$and[0]'.repeat(8)}.$and`, /segments/],
  ['a plain operand that holds itself', { a: cyclic('b') }, 'limit', 'who.a', /segments/],
  ['a plain operand of 20 000 levels', { a: { b: nested(20_000) } }, 'limit', 'who.a', /segments/],
  ['201 branches', { $or: many(201).map((a) => ({ a })) }, 'limit', 'who.$or', /segments/],
  [
    '501 nodes',
    { $and: many(3).map(() => ({ $or: many(170).map((a) => ({ a })) })) },
    'limit',
    'who.$and[1].$or',
    /segments/,
  ],
  ['segments in a circle', { $segment: 'a' }, 'group', 'segments.b.$not.$segment', /circle/],
  ['an unknown segment', { $not: { $segment: 'c' } }, 'group', 'who.$not.$segment', /name/],
  [
    'a segment with an unknown operator',
    { $nor: [{ $segment: 'faulty' }] },
    'unknown-operator',
    'segments.faulty.role.$foo',
    /use \$eq/,
  ],
  [
    'an unknown operator in $not',
    { $not: { name: { $regx: 'z' } } },
    'unknown-operator',
    'who.$not.name.$regx',
    /use \$eq .*\$notInGroup/,
  ],
  [
    'an unknown operator in $nor',
    { $nor: [{ a: { $x: 1 } }] },
    'unknown-operator',
    'who.$nor[0].a.$x',
    /\$eq/,
  ],
  ['an unknown combination', { $xor: [] }, 'unknown-operator', 'who.$xor', /\$and \$or/],
  ['$in of 10 001 values', { a: { $in: many(10_001) } }, 'limit', 'who.a.$in', /group/],
  ['$alli of 10 001 values', { a: { $alli: many(10_001) } }, 'limit', 'who.a.$alli', /group/],
  ['$or of null', { $or: null }, 'type', 'who.$or', /list/],
  ['$not of null', { $not: null }, 'type', 'who.$not', /user\.role/],
  ['$or of [null]', { $or: [null] }, 'type', 'who.$or[0]', /user\.role/],
  ['$or of an object', { $or: { a: 1 } }, 'type', 'who.$or', /list/],
  ['$elemMatch of null', { a: { $elemMatch: null } }, 'type', 'who.a.$elemMatch', /user\.role/],
  ['a path into __proto__', { 'user.__proto__.x': 1 }, 'path', 'who.user.__proto__.x', /usage\.seats\.ratio/],
  ['a path of 201 characters', { [`a.${'b'.repeat(199)}`]: 1 }, 'path', `who.a.${'b'.repeat(199)}`, /./],
  ['an unknown group', { a: { $inGroup: '__proto__' } }, 'group', 'who.a.$inGroup', /`groups`/],
  ['$gt of an object', { a: { $gt: {} } }, 'type', 'who.a.$gt', /number or a string/],
  ['$ne of undefined', { a: { $ne: undefined } }, 'type', 'who.a.$ne', /single value/],
  ['a plain undefined', { a: { $not: undefined } }, 'type', 'who.a.$not', /condition/],
  ['$gt of NaN', { a: { $gt: Number.NaN } }, 'type', 'who.a.$gt', /number or a string/],
  ['$gt of Infinity', { a: { $gt: Number.POSITIVE_INFINITY } }, 'type', 'who.a.$gt', /number/],
];

describe('a defective condition', () => {
  it.each(DEFECTIVE)('%s: one issue, with path and cure', (_, condition, code, path, cure) => {
    const { test, issues, paths } = compileCondition(condition, OPTIONS, 'who');
    expect({ test, paths }).toEqual({ test: undefined, paths: [] });
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    // Where a limit is passed depends on how nodes are counted; the place it lies in does not.
    expect(code === 'limit' ? issues[0]?.path.slice(0, path.length) : issues[0]?.path).toBe(path);
    expect(issues[0]?.cure).toMatch(cure);
    expect(issues[0]?.message).toMatch(/./);
  });

  it('names every fault of a condition that has several', () => {
    const condition = {
      a: { $foo: 1, $gt: {} },
      $or: [{ b: { $bar: 1 } }, null, { 'a.b': { $ago: { $lt: '1mo' } } }],
      $not: { $segment: 'faulty' },
      $and: [{ $ratio: { of: 'a', too: 'b' } }, { $segment: 'faulty' }],
    };
    const { issues } = compileCondition(condition, OPTIONS, 'who');
    expect(issues.map(({ path }) => path)).toEqual([
      'who.a.$foo',
      'who.a.$gt',
      'who.$or[0].b.$bar',
      'who.$or[1]',
      'who.$or[2].a.b.$ago.$lt',
      'segments.faulty.role.$foo',
      'who.$and[0].$ratio.too',
    ]);
  });

  it('is described once for each segment, and in full at most 20 times', () => {
    const foul = { $and: many(30).map((a) => ({ [`a${a}`]: { $foo: 1 } })) };
    expect(compileCondition(foul).issues).toHaveLength(20);
  });
});

describe('a sound condition', () => {
  it('of 16 levels compiles', () => {
    expect(compileCondition(nested(15)).issues).toEqual([]);
  });

  it('tells which facts it reads, once each, and not the names inside $elemMatch', () => {
    const { paths } = compileCondition({
      $or: [{ 'user.role': 'a' }, { 'user.role': 'b' }],
      'account.plan': { $ne: 'x' },
      items: { $elemMatch: { price: 1 } },
    });
    expect(paths.sort()).toEqual(['account.plan', 'items', 'user.role']);
  });

  it.each([
    ['$in', { $in: ['x'] }],
    ['$nin', { $nin: ['x'] }],
    ['$all', { $all: [] }],
    ['$elemMatch', { $elemMatch: { $eq: 'x' } }],
    ['$not $in', { $not: { $in: ['x'] } }],
  ])('%s of a fact with more than 1000 elements is unknown', (_, operators) => {
    const { test } = compileCondition({ tags: operators });
    expect(test?.({ tags: many(1001) }, 0)).toBeUndefined();
    expect(test?.({ tags: many(1000) }, 0)).toBeTypeOf('boolean');
  });

  it('searches a list of 10 000 in a fact of 1000 elements', () => {
    const { test } = compileCondition({ tags: { $ini: many(10_000) } });
    expect(test?.({ tags: many(1000).map((one) => `x${one}`) }, 0)).toBe(false);
    expect(test?.({ tags: ['x', 9999] }, 0)).toBe(true);
  });

  it('meets NaN and a fact that holds itself without a match', () => {
    expect(compileCondition({ a: { $gte: 0 } }).test?.({ a: Number.NaN }, 0)).toBe(false);
    expect(compileCondition({ a: [1] }).test?.({ a: cyclic('b') }, 0)).toBeUndefined();
  });

  it('of a name that all objects have come to inherit is rejected', () => {
    const { prototype } = Object;
    Object.defineProperty(prototype, 'polluted', { value: 'x', configurable: true });
    try {
      const { issues } = compileCondition({ 'a.polluted': 'x' });
      expect(issues).toMatchObject([{ code: 'path', path: 'a.polluted' }]);
    } finally {
      Reflect.deleteProperty(prototype, 'polluted');
    }
  });
});
