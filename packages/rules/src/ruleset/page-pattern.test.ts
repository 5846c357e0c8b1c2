import { expect, it } from 'vitest';
import { allowsPage, matchesPath } from './page-pattern.js';

it.each([
  ['/reports', '/reports', true],
  ['/reports', '/reports/7', false],
  ['/reports/*', '/reports/7', true],
  ['/reports/*', '/reports/7/edit', true],
  ['/reports/*', '/reports', false],
  ['*', '/', true],
  ['*/edit', '/reports/7/edit', true],
  ['/a/*/c/*/e', '/a/b/c/d/e', true],
  ['/a/*/c/*/e', '/a/b/d/e', false],
  ['/ab*ba', '/aba', false],
  ['/a**b', '/ab', true],
  ['/a.c', '/abc', false],
  ['/(a+)+$', '/aaaa', false],
  ['', '', true],
  ['', '/', false],
])('%s on %s: %s', (pattern, path, expected) => {
  expect(matchesPath(pattern, path)).toBe(expected);
});

it('answers quickly where a backtracking matcher would not', () => {
  expect(matchesPath('*a'.repeat(5000), 'a'.repeat(4999))).toBe(false);
});

it.each([
  ['no patterns: everywhere', undefined, '/x', true],
  ['empty patterns: everywhere', {}, '/x', true],
  ['included', { include: ['/y', '/x'] }, '/x', true],
  ['not included', { include: ['/y'] }, '/x', false],
  ['an empty include: nowhere', { include: [] }, '/x', false],
  ['excluded', { exclude: ['/x'] }, '/x', false],
  ['not excluded', { exclude: ['/x'] }, '/y', true],
  ['exclude wins', { include: ['/x/*'], exclude: ['*/secret'] }, '/x/secret', false],
])('%s', (_, pages, path, expected) => {
  expect(allowsPage(pages, path)).toBe(expected);
});
