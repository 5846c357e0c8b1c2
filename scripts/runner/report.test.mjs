import { expect, test } from 'vitest';
import { resultBlock, summary } from './report.mjs';
import { selectChecks } from './select.mjs';

const result = (verdict, extra = {}) => ({
  name: verdict,
  verdict,
  note: '',
  output: '',
  ms: 1200,
  ...extra,
});

test('the very last line is the counts, alone', () => {
  const results = [
    result('passed'),
    result('passed'),
    result('failed'),
    result('skipped', { note: 'no browser' }),
  ];
  const lines = summary(results, 3000).split('\n');
  expect(lines.at(-1)).toBe('2 passed, 1 failed, 1 skipped');
  expect(lines.at(-2)).toBe('');
  expect(lines.filter((line) => line.includes('no browser'))).toHaveLength(1);
});

test('only a failure shows its output, whole', () => {
  expect(resultBlock(result('failed', { output: 'first\nlast\n' }))).toContain('first\nlast\n');
  expect(resultBlock(result('passed', { output: 'noise' }))).not.toContain('noise');
});

const checks = [{ name: 'lint' }, { name: 'build' }, { name: 'size', needs: ['build'] }];

test('a named check brings what it needs, in the order of the table', () => {
  expect(selectChecks(checks, ['size', 'lint']).map(({ name }) => name)).toEqual(['lint', 'build', 'size']);
  expect(selectChecks(checks, ['lint']).map(({ name }) => name)).toEqual(['lint']);
  expect(selectChecks(checks, [])).toHaveLength(3);
});

test('an unknown check is refused with the names that exist', () => {
  expect(() => selectChecks(checks, ['lnit'])).toThrow('unknown check "lnit": use one of lint, build, size');
});
