import { expect, test } from 'vitest';
import { atMost, ratioAtMost } from './goals.mjs';
import { result } from './result.mjs';

test('a row with a goal and a base has a ratio and a verdict', () => {
  const goal = ratioAtMost(1.5);
  const row = { what: 'CPU', unit: 'µs', samples: [30, 40, 50], base: [20, 20, 21], goal };
  expect(result(row)).toEqual({
    what: 'CPU',
    unit: 'µs',
    goal: '<= 1.5 x',
    measured: { median: 40, min: 30, max: 50, runs: 3 },
    base: { median: 20, min: 20, max: 21, runs: 3 },
    ratio: 2,
    verdict: 'not met',
  });
});

test('what does not apply is left out', () => {
  expect(Object.keys(result({ what: 'bytes', unit: 'B', samples: [1] }))).toEqual([
    'what',
    'unit',
    'measured',
  ]);
  const free = result({ what: 'tasks', unit: 'ms', samples: [0], base: [0], goal: atMost(50, 'ms') });
  expect([free.ratio, free.verdict]).toEqual([undefined, 'met']);
});
