import { expect, test } from 'vitest';
import { compareVersions, newerNode } from './choose-node.mjs';

test('versions compare as numbers', () => {
  expect(compareVersions('22.9.0', '22.13.0')).toBeLessThan(0);
  expect(compareVersions('24.0.0', '22.13.9')).toBeGreaterThan(0);
  expect(compareVersions('22.13.1', '22.13.1')).toBe(0);
});

test.each([
  ['20.20.2', '24.21.0', 'npm'],
  ['24.21.0', '24.21.0', 'machine'],
  ['25.0.0', '24.21.0', 'machine'],
  ['22.13.0', undefined, 'machine'],
  ['20.20.2', undefined, undefined],
  ['20.20.2', '22.12.0', undefined],
])('machine %s, from npm %s: %s', (machine, installed, expected) => {
  expect(newerNode(machine, installed)).toBe(expected);
});
