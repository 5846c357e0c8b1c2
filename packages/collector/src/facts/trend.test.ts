import { expect, it } from 'vitest';
import { trendOf } from './trend.js';

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
  ).toEqual({ perDay: 1, daysToLimit: 10 });
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
