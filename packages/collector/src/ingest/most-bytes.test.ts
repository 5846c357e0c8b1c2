import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isDeeper, MAX_DEPTH } from './depth.js';
import { mostBytes } from './most-bytes.js';

it('is never less than what JSON takes', () => {
  const text = fc.string({ unit: 'binary' });
  const json = fc.jsonValue({ stringUnit: 'binary' });
  fc.assert(
    fc.property(fc.oneof(json, text), (given) => {
      const value: unknown = JSON.parse(JSON.stringify(given));
      expect(mostBytes(value)).toBeGreaterThanOrEqual(Buffer.byteLength(JSON.stringify(value)));
    }),
  );
  for (const value of [
    '\u0000'.repeat(100),
    '\ud800'.repeat(100),
    '€'.repeat(100),
    -1.5e-300,
    [false, null],
  ]) {
    expect(mostBytes(value)).toBeGreaterThanOrEqual(Buffer.byteLength(JSON.stringify(value)));
  }
  // Texts of all letters take long to make on a machine that is busy.
}, 30_000);

it.each([MAX_DEPTH, MAX_DEPTH + 1, 50_000])('agrees on whether %d levels are too deep', (levels) => {
  const value = JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
  expect(mostBytes(value) === Number.POSITIVE_INFINITY).toBe(isDeeper(value));
});
