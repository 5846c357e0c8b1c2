import { expect, test } from 'vitest';
import { selectChecks } from './select.mjs';

const checks = [{ name: 'build' }, { name: 'unit' }, { name: 'e2e', needs: ['build'] }];
const names = (selected) => selected.map(({ name }) => name);

test('without names all are there', () => {
  expect(names(selectChecks(checks, []))).toEqual(['build', 'unit', 'e2e']);
});

test('a named check brings what it needs', () => {
  expect(names(selectChecks(checks, ['e2e']))).toEqual(['build', 'e2e']);
});

test('an unknown name is said, with the known ones', () => {
  expect(() => selectChecks(checks, ['unti'])).toThrow('unknown check "unti": use one of build, unit, e2e');
});
