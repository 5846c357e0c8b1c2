import { expect, it } from 'vitest';
import { CUT, cutDepth, isDeeper, MAX_DEPTH } from './depth.js';

const nested = (levels: number): unknown =>
  JSON.parse(`${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`);

it('leaves alone what is not nested too deep', () => {
  const value = nested(MAX_DEPTH);
  expect(isDeeper(value)).toBe(false);
  expect(cutDepth(value)).toBe(value);
  expect(cutDepth('text')).toBe('text');
});

it('cuts off what is, and keeps what is above', () => {
  for (const levels of [MAX_DEPTH + 2, 100_000]) {
    const value = { name: 'x', deep: nested(levels), list: [1, null] };
    expect(isDeeper(value)).toBe(true);
    const kept = cutDepth(value);
    expect(kept).toMatchObject({ name: 'x', list: [1, null] });
    expect(JSON.stringify(kept)).toContain(CUT);
    expect(isDeeper(kept)).toBe(false);
  }
});
