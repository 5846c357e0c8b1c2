import { expect, it } from 'vitest';
import { findSeq } from './find-seq.js';

const rowsAt = (seqs: number[]) => {
  let asked = 0;
  return {
    asked: () => asked,
    firstAfter: async (after: number) => {
      asked += 1;
      const seq = seqs.find((one) => one > after);
      return seq === undefined ? undefined : { seq };
    },
  };
};

const SETS = [
  [],
  [1],
  [7],
  [1, 2, 3],
  [3, 4, 9, 10, 500],
  [1, 1_000_000],
  Array.from({ length: 70 }, (_, i) => i + 1),
];

it.each(SETS)('finds the last row before any limit', async (...seqs) => {
  for (const limit of [0, 1, 2, 3, 4, 8, 9, 10, 11, 499, 501, 1_000_001]) {
    const expected = seqs.filter((seq) => seq < limit).at(-1) ?? 0;
    expect([limit, await findSeq(rowsAt(seqs).firstAfter, ({ seq }) => seq < limit)]).toEqual([
      limit,
      expected,
    ]);
  }
});

it('asks rarely', async () => {
  const rows = rowsAt(Array.from({ length: 10_000 }, (_, i) => 10 * (i + 1)));
  expect(await findSeq(rows.firstAfter, ({ seq }) => seq < 77_777)).toBe(77_770);
  expect(rows.asked()).toBeLessThan(60);
});
