import { expect, it } from 'vitest';
import type { UsageSample } from './facts-reader.port.js';
import { trendOf as trendAt } from './trend.js';

/** As of the day of the newest sample. */
const trendOf = (all: UsageSample[]) => trendAt(all, all.at(-1)?.day ?? '2026-01-31');

const samples = (values: [day: number, used: number][], limit?: number) =>
  values.map(([day, used]) => ({
    meter: 'seats',
    used,
    day: `2026-01-${String(day).padStart(2, '0')}`,
    ...(limit !== undefined && { limit }),
  }));

it('is the slope of the nearest line, and the days until the limit', () => {
  expect(
    trendOf(
      samples(
        [
          [1, 2],
          [2, 4],
          [3, 6],
        ],
        10,
      ),
    ),
  ).toEqual({ perDay: 2, daysToLimit: 2 });
  expect(
    trendOf(
      samples(
        [
          [1, 0],
          [3, 3],
          [4, 3],
        ],
        9,
      ),
    ),
  ).toEqual({
    perDay: 1.071429,
    daysToLimit: 5.6,
  });
});

it('counts days and not samples', () => {
  expect(
    trendOf(
      samples(
        [
          [1, 0],
          [11, 10],
        ],
        20,
      ),
    ),
  ).toMatchObject({ perDay: 1, daysToLimit: 10 });
});

it('goes on from a reading that is some days old, and arrives at last', () => {
  const twoDays = samples(
    [
      [1, 2],
      [2, 4],
    ],
    10,
  );
  expect(trendAt(twoDays, '2026-01-04')).toEqual({ perDay: 2, daysToLimit: 1 });
  expect(trendAt(twoDays, '2026-01-20')).toMatchObject({ daysToLimit: 0 });
});

it('says how much more or less there is than a week ago', () => {
  const drop = samples([
    [1, 50],
    [5, 80],
    [12, 40],
  ]);
  expect(trendAt(drop, '2026-01-12')).toMatchObject({ change: -0.5 });
  expect(trendAt(drop, '2026-01-11')).toMatchObject({ change: -0.2 });
  expect(trendAt(drop, '2026-01-07')).not.toHaveProperty('change');
  const fromNothing = samples([
    [1, 0],
    [9, 4],
  ]);
  expect(trendAt(fromNothing, '2026-01-09')).not.toHaveProperty('change');
});

it('never arrives when it falls, stays, or has no limit', () => {
  expect(
    trendOf(
      samples(
        [
          [1, 6],
          [2, 4],
        ],
        10,
      ),
    ),
  ).toEqual({ perDay: -2 });
  expect(
    trendOf(
      samples(
        [
          [1, 4],
          [2, 4],
        ],
        10,
      ),
    ),
  ).toEqual({ perDay: 0 });
  expect(
    trendOf(
      samples([
        [1, 2],
        [2, 4],
      ]),
    ),
  ).toEqual({ perDay: 2 });
});

it('has arrived when the limit is reached, whichever way it goes', () => {
  expect(
    trendOf(
      samples(
        [
          [1, 12],
          [2, 10],
        ],
        10,
      ),
    ),
  ).toEqual({ perDay: -2, daysToLimit: 0 });
});

it('is not known of one day or none', () => {
  expect(trendOf([])).toBeUndefined();
  expect(trendOf(samples([[1, 5]], 10))).toBeUndefined();
});
