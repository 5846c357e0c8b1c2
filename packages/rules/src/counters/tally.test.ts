import { describe, expect, it } from 'vitest';
import { DAY } from './bucket.js';
import { packTally, unpackTally } from './pack-tally.js';
import { addToTally, countIn, createTally, daysIn, type Tally } from './tally.js';

const TODAY = Math.floor(Date.parse('2026-03-10T00:00:00Z') / DAY);
const at = (daysAgo: number, hour = 12) => (TODAY - daysAgo) * DAY + hour * 3_600_000;

/** A tally that misses nothing since `from` days ago, with events so many days ago. */
function tallyOf(daysAgo: number[], from = 0, keep = 181) {
  const tally = createTally(from);
  for (const days of daysAgo) addToTally(tally, at(days), keep, DAY);
  return tally;
}
const measure = (tally: Tally, width: number, start: number) => ({
  count: countIn({ tally, width, start }),
  days: daysIn({ tally, width, start }),
});
const INFINITE = Infinity;

describe('a window', () => {
  const tally = tallyOf([20, 5, 5, 0]);

  it.each([
    ['today', 0, [1, 1], [1, 1]],
    ['six days', 5, [3, 3], [2, 2]],
    ['all of them', 20, [4, 4], [3, 3]],
  ])('of %s', (_, days, count, distinct) => {
    expect(measure(tally, DAY, TODAY - days)).toEqual({ count, days: distinct });
  });

  it('ends before a bucket', () => {
    expect(countIn({ tally, width: DAY, start: TODAY - 20, end: TODAY - 4 })).toEqual([3, 3]);
  });

  it('for ever is all there is', () => {
    expect(measure(tally, DAY, -Infinity)).toEqual({ count: [4, 4], days: [3, 3] });
  });
});

describe('cover', () => {
  const tally = tallyOf([5, 0], at(10, 0));

  it('is whole when it reaches back to the first bucket', () => {
    expect(measure(tally, DAY, TODAY - 10).count).toEqual([2, 2]);
  });

  it('is open above when it begins later', () => {
    expect(measure(tally, DAY, TODAY - 11)).toEqual({ count: [2, INFINITE], days: [2, INFINITE] });
    expect(measure(tally, DAY, -Infinity).count).toEqual([2, INFINITE]);
  });

  it('that begins within a day does not cover it', () => {
    expect(measure(tallyOf([], at(10, 1)), DAY, TODAY - 10).count).toEqual([0, INFINITE]);
  });
});

describe('what is older than the buckets', () => {
  const tally = tallyOf([9, 9, 8, 3, 0], 0, 5);

  it('leaves its totals behind', () => {
    expect([...tally.buckets.keys()]).toEqual([TODAY - 3, TODAY]);
    expect(measure(tally, DAY, -Infinity)).toEqual({ count: [5, 5], days: [4, 4] });
  });

  it('may reach into a window that is longer than they are', () => {
    expect(measure(tally, DAY, TODAY - 4).count).toEqual([2, 2]);
    expect(measure(tally, DAY, TODAY - 5)).toEqual({ count: [2, 5], days: [2, 4] });
  });
});

it('hours of one day are one day', () => {
  const tally = createTally(0);
  for (const hour of [1, 2, 2]) addToTally(tally, at(0, hour), 49, 3_600_000);
  addToTally(tally, at(1, 23), 49, 3_600_000);
  expect(measure(tally, 3_600_000, (TODAY - 1) * 24)).toEqual({ count: [4, 4], days: [2, 2] });
});

describe('packed', () => {
  const tally = tallyOf([90, 9, 9, 8, 0], 17, 30);

  it('is a list of gaps and numbers, and comes back', () => {
    expect(packTally(tally)).toEqual([17, at(0), TODAY - 29, 1, 1, 20, 2, 1, 1, 8, 1]);
    expect(unpackTally(JSON.parse(JSON.stringify(packTally(tally))))).toEqual(tally);
  });

  it('is small: 20 counters over 90 days', () => {
    const busy = tallyOf(Array.from({ length: 90 }, (_, day) => 89 - day));
    expect(JSON.stringify(packTally(busy)).length * 20).toBeLessThan(10_000);
  });
});
