import { expect, test } from 'vitest';
import { digits, table } from './table.mjs';

const steady = (value) => ({ median: value, min: value, max: value, runs: 3 });

test('digits tell as much as was measured', () => {
  expect([0, 0.123, 4.26, 42.26, 420.6, 3000].map(digits)).toEqual([
    '0',
    '0.12',
    '4.26',
    '42.3',
    '421',
    '3000',
  ]);
});

test('columns stand under their heads, empty where nothing applies', () => {
  const rows = [
    {
      what: 'CPU',
      unit: 'µs',
      goal: '<= 1.5 x',
      measured: { median: 30.5, min: 29, max: 33.25, runs: 3 },
      base: steady(20),
      ratio: 1.525,
      verdict: 'not met',
    },
    { what: 'longest task', unit: 'ms', measured: steady(0) },
  ];
  expect(table(rows).split('\n')).toEqual([
    '              measured (min-max)  compared with  ratio   goal',
    'CPU           30.5 µs (29-33.3)   20 µs          1.52 x  <= 1.5 x  not met',
    'longest task  0 ms',
  ]);
});
