import { expect, test } from 'vitest';
import { readOptions } from './options.mjs';

const KNOWN = ['delivery', 'rules'];

test('without names all benchmarks run, as often as each wants', () => {
  expect(readOptions([], KNOWN)).toEqual({ names: KNOWN, runs: undefined, json: false, help: false });
  expect(readOptions(['rules', '--runs', '2', '--json'], KNOWN)).toMatchObject({
    names: ['rules'],
    runs: 2,
    json: true,
  });
});

test('a wrong name or number is named, with what is right', () => {
  expect(() => readOptions(['delivrey'], KNOWN)).toThrow('delivrey: use one of delivery, rules');
  for (const runs of ['0', '1.5', 'many'])
    expect(() => readOptions(['--runs', runs], KNOWN)).toThrow(`--runs ${runs}`);
});
