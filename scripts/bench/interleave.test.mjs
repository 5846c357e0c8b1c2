import { expect, test } from 'vitest';
import { interleave } from './interleave.mjs';

test('subjects take turns, and each keeps its samples in order', async () => {
  const turns = [];
  const subject = (name) => async () => turns.push(name);
  const samples = await interleave(2, { tendril: subject('tendril'), reference: subject('reference') });
  expect(turns).toEqual(['tendril', 'reference', 'tendril', 'reference']);
  expect(samples).toEqual({ tendril: [1, 3], reference: [2, 4] });
});
