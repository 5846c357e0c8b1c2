import { describe, expect, it } from 'vitest';
import { type CompileOptions, compile, type DidLeaf, type Leaf } from './compile.js';
import { nextFlip, noteFlip } from './flips.js';
import type { Test } from './truth.js';

const NOW = Date.UTC(2026, 2, 1);
const DAY = 86_400_000;

/** The leaves that a condition hands over, in its order. */
function leavesOf(condition: unknown, options: CompileOptions = {}): Leaf[] {
  const leaves: Leaf[] = [];
  const { faults } = compile(condition, {
    did: () => () => undefined,
    ...options,
    leaf: (leaf) => {
      leaves.push(leaf);
      return leaf.test;
    },
  });
  expect(faults).toEqual([]);
  return leaves;
}

describe('a leaf', () => {
  it('is one path with its operators, one ratio or one $did, wherever it stands', () => {
    const leaves = leavesOf(
      {
        a: { $gte: 1, $lt: 5 },
        $or: [{ b: 2 }, { $not: { $segment: 's' } }],
        $ratio: { of: 'c', to: 'd', is: { $gt: { $ref: 'e' } } },
        f: { $elemMatch: { 'g.h': 1 } },
        $did: { event: 'x', where: { 'event.y': 1 }, count: { $gt: { $ref: 'i' } } },
      },
      { segments: { s: { j: { $ne: { $ref: 'k' } } } } },
    );
    expect(leaves.map(({ paths }) => paths)).toEqual([
      ['a'],
      ['b'],
      ['j', 'k'],
      ['c', 'd', 'e'],
      ['f'],
      ['i'],
    ]);
  });

  it('has a key that tells it from others', () => {
    const [a, b, c, d] = ['a', 'b', 'a', 'a'].flatMap((path, index) =>
      leavesOf({ [path]: index === 3 ? { $gt: 2 } : { $gt: 1 } }),
    );
    expect(a?.key).toBe(c?.key);
    expect(new Set([a?.key, b?.key, d?.key]).size).toBe(3);
  });

  it('is asked for what stands in its place', () => {
    const { test } = compile(
      { $or: [{ a: 1 }, { b: 1 }] },
      {
        leaf:
          ({ paths }) =>
          () =>
            paths[0] === 'b',
      },
    );
    expect(test?.({}, NOW)).toBe(true);
  });

  it.each([
    [{ a: { $ago: { $lt: '14d' } } }, NOW - DAY, NOW + 13 * DAY],
    [{ a: { $ago: { $gt: '14d' } } }, NOW - 14 * DAY, NOW + 1],
    [{ a: { $ago: { $lt: '14d' } } }, NOW - 15 * DAY, Number.POSITIVE_INFINITY],
    [{ a: { $ahead: { $gte: '0s', $lte: '3d' } } }, NOW + 5 * DAY, NOW + 2 * DAY],
    [{ a: { $ahead: { $gte: '0s', $lte: '3d' } } }, NOW + 2 * DAY, NOW + 2 * DAY],
    [{ a: { $not: { $ahead: { $lte: '3d' } } } }, 'yesterday', Number.POSITIVE_INFINITY],
    [{ a: { $elemMatch: { $ago: { $gt: '1d' } } } }, [NOW - 1, NOW - 2], NOW - 2 + DAY],
    [{ a: { $elemMatch: { b: { $ago: { $gt: '1d' } }, c: 1 } } }, [{ b: NOW - 5, c: 1 }], NOW - 5 + DAY],
  ])('%j of %j can flip at %d', (condition, a, flip) => {
    const [leaf] = leavesOf(condition);
    expect(leaf?.timed).toBe(true);
    const at = nextFlip(leaf?.test as Test, { a }, NOW);
    expect(at).toBe(flip);
    // Until then it says the same, which is what a timer relies on.
    if (at < Number.POSITIVE_INFINITY) expect(leaf?.test({ a }, at - 1)).toBe(leaf?.test({ a }, NOW));
  });

  it('that asks no time has no flips', () => {
    expect(leavesOf({ a: { $gt: 1 } })[0]?.timed).toBeUndefined();
  });

  it('of $did flips when its measures do', () => {
    const [leaf] = leavesOf(
      { $did: { event: 'x', last: { $ago: { $gt: '7d' } } } },
      {
        did:
          ({ last }) =>
          (facts, now) => {
            noteFlip(now + 30 * DAY);
            return last?.(NOW - DAY, now, facts);
          },
      },
    );
    expect(leaf?.timed).toBe(true);
    expect(nextFlip(leaf?.test as Test, {}, NOW)).toBe(NOW + 6 * DAY);
  });
});

describe('$did', () => {
  const didOf = (operand: object): DidLeaf => leavesOf({ $did: operand })[0]?.did as DidLeaf;

  it('has what was asked, and at least once where nothing was', () => {
    const { event, scope, withinMs, count, where } = didOf({ event: 'x' });
    expect({ event, scope, withinMs, where }).toEqual({
      ...{ event: 'x', scope: 'user', withinMs: Number.POSITIVE_INFINITY, where: undefined },
    });
    expect([count?.(0, NOW), count?.(1, NOW)]).toEqual([false, true]);
  });

  it('asks of events alone in `where`', () => {
    const { where } = didOf({
      event: 'x',
      where: { 'event.format': 'csv', 'event.size': { $gt: { $ref: 'event.limit' } } },
    });
    expect(where?.({ event: { format: 'csv', size: 3, limit: 2 } }, NOW)).toBe(true);
    expect(where?.({ event: { format: 'csv', size: 2, limit: 2 } }, NOW)).toBe(false);
  });

  it('has one key for one counter, whatever is asked of it', () => {
    const { key } = didOf({ event: 'x', within: '7d', count: 3 });
    expect(didOf({ count: { $gte: 5 }, scope: 'user', event: 'x' }).key).toBe(key);
    expect(didOf({ event: 'x', scope: 'account' }).key).not.toBe(key);
    expect(didOf({ event: 'x', where: { 'event.a': 1 } }).key).not.toBe(key);
  });

  it.each([
    ['30m', 1_800_000],
    ['12h', 43_200_000],
    ['14d', 14 * DAY],
    ['4w', 28 * DAY],
    ['ever', Number.POSITIVE_INFINITY],
  ])('within %s', (within, ms) => {
    expect(didOf({ event: 'x', within }).withinMs).toBe(ms);
  });

  it('and patterns are faults where nothing is there to answer them', () => {
    expect(compile({ $did: { event: 'x' } }).faults).toEqual([{ code: 'unknown-operator', path: '$did' }]);
    expect(compile({ a: { $regex: 'x' } }).faults).toEqual([{ code: 'regex', path: 'a.$regex' }]);
  });
});
