import { expect, test } from 'vitest';
import { selectChecks } from './select.mjs';

const passing = async () => ({ verdict: 'passed' });
const checks = [
  { name: 'build', run: passing },
  { name: 'unit', run: passing },
  { name: 'e2e', needs: ['build'], run: passing },
  { name: 'faults', needs: ['build'], onDemand: 'takes minutes', run: passing },
];
const names = (selected) => selected.map(({ name }) => name);

test('a named check brings what it needs', () => {
  expect(names(selectChecks(checks, ['e2e']))).toEqual(['build', 'e2e']);
});

test('without names all are there, those on demand as skipped with their reason', async () => {
  const selected = selectChecks(checks, []);
  expect(names(selected)).toEqual(['build', 'unit', 'e2e', 'faults']);
  expect(await selected[3].run()).toMatchObject({ verdict: 'skipped', note: 'takes minutes' });
  expect(await selected[2].run()).toEqual({ verdict: 'passed' });
});

test('named, a check on demand runs', async () => {
  const [, faults] = selectChecks(checks, ['faults']);
  expect(await faults.run()).toEqual({ verdict: 'passed' });
});

test('an unknown name is said, with the known ones', () => {
  expect(() => selectChecks(checks, ['unti'])).toThrow(
    'unknown check "unti": use one of build, unit, e2e, faults',
  );
});
