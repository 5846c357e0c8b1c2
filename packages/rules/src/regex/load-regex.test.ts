import { expect, it } from 'vitest';
import { compile } from '../condition/compile.js';
import { loadRegex } from './load-regex.js';

it('gives the compiler what it needs for patterns and versions', async () => {
  const regex = await loadRegex();
  const { test } = compile({ a: { $regexi: '^ACME' }, v: { $vgte: '1.10.0' } }, { regex });
  expect(test?.({ a: 'acme.io', v: '1.10.1' }, 0)).toBe(true);
  expect(test?.({ a: 'acme.io', v: '1.9.9' }, 0)).toBe(false);
});
