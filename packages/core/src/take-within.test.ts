import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeWithin } from './take-within.js';

const rows = (...lengths: number[]) => lengths.map((length, n) => ({ id: `${n}`, body: 'x'.repeat(length) }));
const taken = (lengths: number[], limit: { rows?: number; bytes: number }) =>
  takeWithin(rows(...lengths), limit.bytes, limit.rows).length;

test.each([
  ['nothing', [], { rows: 5, bytes: 100 }, 0],
  ['all that fit', [10, 10, 10], { rows: 5, bytes: 30 }, 3],
  ['no byte too many', [10, 10, 11], { rows: 5, bytes: 30 }, 2],
  ['no row too many', [1, 1, 1], { rows: 2, bytes: 100 }, 2],
  ['one row that is larger than the limit', [500, 1], { rows: 5, bytes: 100 }, 1],
  ['any number of rows without a limit on them', [1, 1, 1], { bytes: 100 }, 3],
])('takes %s', (_, lengths, limit, count) => {
  expect(taken(lengths, limit)).toBe(count);
});

test('what is taken is a beginning of the rows, within the bytes, and could not be longer', () => {
  const lengths = fc.array(fc.nat(60), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 20 }), fc.nat(300), (sizes, most, bytes) => {
      const count = taken(sizes, { rows: most, bytes });
      const sum = (n: number) => sizes.slice(0, n).reduce((a, b) => a + b, 0);
      expect(count).toBeGreaterThanOrEqual(1);
      expect(count).toBeLessThanOrEqual(most);
      if (count > 1) expect(sum(count)).toBeLessThanOrEqual(bytes);
      if (count < Math.min(most, sizes.length)) expect(sum(count + 1)).toBeGreaterThan(bytes);
    }),
  );
});
