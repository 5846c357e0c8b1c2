import { describe, expect, it } from 'vitest';
import { compile } from '../condition/compile.js';
import type { Leaf } from '../condition/compile-options.js';
import { nextFlip } from '../condition/flips.js';
import { DAY } from './bucket.js';
import { compileDid } from './compile-did.js';
import { countEvent, createCounter, serveLeaf } from './counter.js';
import { createTally, type Tally } from './tally.js';

const HOUR = 3_600_000;
const NOON = Date.parse('2026-03-10T12:00:00Z');
const MIDNIGHT = NOON + 12 * HOUR;

/** The test of a `$did`, over events so long ago, with nothing missing for so long. */
function did(asked: object, ago: number[], covered = Infinity, facts: object = {}) {
  const leaves: Leaf[] = [];
  compile(
    { $did: { event: 'e', ...asked } },
    {
      did: () => () => undefined,
      leaf(leaf) {
        leaves.push(leaf);
        return leaf.test;
      },
    },
  );
  const leaf = leaves[0];
  if (!leaf?.did) throw new Error('not a $did');
  const counter = createCounter(leaf.did);
  serveLeaf(counter, leaf.did);
  const tally: Tally = createTally(Math.max(0, NOON - covered));
  for (const one of ago) countEvent(counter, tally, NOON - one);
  const test = compileDid({ ...leaf, did: leaf.did }, () => tally);
  return { at: (now: number) => test(facts, now), flip: () => nextFlip(test, facts, NOON) };
}
const now = (...args: Parameters<typeof did>) => did(...args).at(NOON);

describe('count', () => {
  const twice = { within: '14d', count: { $gte: 2 } };
  const never = { within: '14d', count: 0 };

  it.each([
    ['two of two', twice, [DAY, 3 * DAY], undefined, true],
    ['the day on which the window begins', twice, [DAY, 14 * DAY], undefined, true],
    ['the day before', twice, [DAY, 15 * DAY], undefined, false],
    ['two, whatever was before', twice, [DAY, 3 * DAY], 4 * DAY, true],
    ['one, and others may be missing', twice, [DAY], 4 * DAY, undefined],
    ['never', never, [], undefined, true],
    ['never, but others may be missing', never, [], 14 * DAY, undefined],
    ['never since the window began', never, [15 * DAY], 15 * DAY, true],
    ['once is not never, whatever is missing', never, [DAY], 2 * DAY, false],
    ['ever, long ago', { within: 'ever' }, [900 * DAY], undefined, true],
    ['ever, of what is known', { within: 'ever', count: { $lt: 3 } }, [DAY], 5 * DAY, undefined],
    [
      'a year, of which only totals are left',
      { within: '365d', count: { $gte: 1 } },
      [200 * DAY, 0],
      undefined,
      true,
    ],
    [
      'a year, when the totals leave it open',
      { within: '365d', count: { $gte: 2 } },
      [200 * DAY, 0],
      undefined,
      undefined,
    ],
    ['minutes', { within: '30m' }, [40 * 60_000], undefined, false],
    ['hours', { within: '12h' }, [11 * HOUR], undefined, true],
  ])('%s', (_, asked, ago, covered, truth) => {
    expect(now(asked, ago, covered)).toBe(truth);
  });

  it('refers to a fact', () => {
    const asked = { within: '14d', count: { $gte: { $ref: 'account.seats' } } };
    expect(now(asked, [DAY, DAY], undefined, { account: { seats: 2 } })).toBe(true);
    expect(now(asked, [DAY, DAY], undefined, { account: { seats: 3 } })).toBe(false);
  });
});

describe('days', () => {
  it.each([
    ['three events on two days', [DAY, DAY, 2 * DAY], undefined, false],
    ['on three days', [0, DAY, 2 * DAY], 3 * DAY, true],
    ['on two of those known', [0, DAY], 3 * DAY, undefined],
  ])('%s', (_, ago, covered, truth) => {
    expect(now({ within: '7d', days: { $gte: 3 } }, ago, covered)).toBe(truth);
  });
});

describe('last', () => {
  const rested = { within: 'ever', last: { $ago: { $gt: '7d' } } };

  it.each([
    ['long ago', [9 * DAY, 8 * DAY], undefined, true],
    ['not long ago', [9 * DAY, DAY], undefined, false],
    ['known, with more missing before it', [8 * DAY], 9 * DAY, true],
    ['known, with more missing after it', [8 * DAY], 2 * DAY, undefined],
    ['never', [], undefined, undefined],
  ])('%s', (_, ago, covered, truth) => {
    expect(now(rested, ago, covered)).toBe(truth);
  });
});

describe('change', () => {
  const halved = { within: '7d', change: { $lte: -0.5 } };

  it.each([
    ['one after four', [DAY, 8 * DAY, 9 * DAY, 10 * DAY, 15 * DAY], undefined, true],
    ['none after one', [8 * DAY], undefined, true],
    ['two after three', [DAY, DAY, 8 * DAY, 9 * DAY, 10 * DAY], undefined, false],
    ['after none', [DAY], undefined, undefined],
    ['after one of which others may be missing', [8 * DAY], 12 * DAY, undefined],
  ])('%s', (_, ago, covered, truth) => {
    expect(now(halved, ago, covered)).toBe(truth);
  });
});

describe('time alone', () => {
  it('ends a count when its hour leaves the window, and names the instant', () => {
    const test = did({ within: '2d' }, [0]);
    expect(test.flip()).toBe(NOON + 49 * HOUR);
    expect([test.at(test.flip() - 1), test.at(test.flip())]).toEqual([true, false]);
  });

  it('ends a count of days', () => {
    const test = did({ within: '3d' }, [DAY]);
    expect(test.flip()).toBe(MIDNIGHT + 2 * DAY);
    expect([test.at(test.flip() - 1), test.at(test.flip())]).toEqual([true, false]);
  });

  it('brings cover', () => {
    const test = did({ within: '3d', count: 0 }, [], DAY);
    expect([test.at(test.flip() - 1), test.at(test.flip())]).toEqual([undefined, true]);
  });

  it('ends a rest', () => {
    const test = did({ within: 'ever', last: { $ago: { $gt: '7d' } } }, [DAY]);
    expect([test.at(test.flip()), test.at(test.flip() + 1)]).toEqual([false, true]);
  });

  it('does nothing to what was ever done', () => {
    expect(did({ within: 'ever' }, [DAY]).flip()).toBe(Infinity);
  });
});

it('is unknown when an event lies in the future: one of the two clocks is wrong', () => {
  expect(now({ within: '7d' }, [-2 * DAY])).toBeUndefined();
});
