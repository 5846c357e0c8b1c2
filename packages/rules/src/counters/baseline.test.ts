import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBaseline, toBaseline } from './baseline.js';
import { mergeTallies } from './merge-tallies.js';
import { addToTally, countIn, createTally, daysIn, type Tally } from './tally.js';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 10, 12);
const TODAY = Math.floor(NOW / DAY);
const counter = { keep: 15, width: DAY };

/** A tally of events so many days ago, in that order. */
const tallyOf = (daysAgo: readonly number[]): Tally => {
  const tally = createTally(0);
  for (const days of daysAgo) addToTally(tally, NOW - days * DAY, counter.keep, counter.width);
  return tally;
};
const answers = (tally: Tally) =>
  [0, 3, 14, Infinity].map((back) => {
    const span = { tally, width: DAY, start: TODAY - back };
    return { count: countIn(span), days: daysIn(span), last: tally.last };
  });

it('says when nothing was ever counted', () => {
  expect(toBaseline(createTally(7), counter)).toEqual({ unit: 'day', first: 0, counts: [], from: 7 });
});

it('is an array from the first bucket, without a gap', () => {
  expect(toBaseline(tallyOf([3, 0, 3]), counter)).toEqual({
    unit: 'day',
    first: TODAY - 3,
    counts: [2, 0, 0, 1],
    from: 0,
    last: NOW,
  });
});

it('begins with what is kept where something is older', () => {
  const { first, counts, older, olderDays } = toBaseline(tallyOf([40, 30, 30, 0]), counter);
  expect({ first, older, olderDays }).toEqual({ first: TODAY - 14, older: 3, olderDays: 2 });
  expect(counts).toHaveLength(15);
});

it('answers the same after the journey, also when events are added', () => {
  const days = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 });
  fc.assert(
    fc.property(days, days, (before, after) => {
      const there = tallyOf([...before].sort((a, b) => b - a));
      const here = fromBaseline(JSON.parse(JSON.stringify(toBaseline(there, counter))));
      expect(answers(here)).toEqual(answers(there));
      const late = after.filter((ago) => ago < counter.keep);
      for (const tally of [there, here])
        for (const ago of late) addToTally(tally, NOW - ago * DAY, counter.keep, DAY);
      expect(answers(here)).toEqual(answers(there));
    }),
  );
});

it('merges to the tally of the events of both', () => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 20 });
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 20 }), (all, at) => {
      // Each day is in one of the two: what is older than what is kept counts its days by themselves.
      const [one, other] = [all.slice(0, at), all.slice(at)];
      const together = tallyOf([...all].sort((a, b) => b - a));
      const merged = mergeTallies(
        tallyOf(one.sort((a, b) => b - a)),
        tallyOf(other.sort((a, b) => b - a)),
        counter,
      );
      expect(answers(merged)).toEqual(answers(together));
    }),
  );
});
