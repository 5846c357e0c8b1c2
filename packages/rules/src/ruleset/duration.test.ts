import { RULESET_SCHEMA } from '@tendril/protocol';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { durationMs } from './duration.js';

const HOUR = 3_600_000;

it.each([
  ['P3D', 72 * HOUR],
  ['PT10M', 600_000],
  ['PT90S', 90_000],
  ['P1DT2H', 26 * HOUR],
  ['P1DT2H3M4S', 26 * HOUR + 184_000],
  ['PT0S', 0],
])('%s is %d ms', (duration, ms) => {
  expect(durationMs(duration)).toBe(ms);
});

it.each([
  '',
  'P',
  'PT',
  'P1DT',
  'P1M',
  'P1Y',
  'P1W',
  '-P1D',
  'P-1D',
  'P1.5D',
  '3d',
  'PT1D',
  'PT5',
  ' P1D',
  'P1D\n',
])('%j is no duration', (duration) => {
  expect(durationMs(duration)).toBeUndefined();
});

test('the schema takes just the durations that are read', () => {
  const pattern = new RegExp(RULESET_SCHEMA.$defs?.duration?.pattern ?? '', 'u');
  const text = fc.array(fc.constantFrom('P', 'T', 'D', 'H', 'M', 'S', '1', '20'), { maxLength: 7 });
  fc.assert(
    fc.property(text, (parts) => {
      const duration = `P${parts.join('')}`;
      expect(pattern.test(duration)).toBe(durationMs(duration) !== undefined);
    }),
    { numRuns: 3000 },
  );
});
