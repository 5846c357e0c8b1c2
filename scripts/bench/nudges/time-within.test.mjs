import { expect, test } from 'vitest';
import { timeWithin } from './time-within.mjs';

const node = (id, url, children) => ({ id, callFrame: { url }, ...(children && { children }) });

test('counts what a file spends, and what it calls, and nothing beside it', () => {
  const nodes = [
    node(1, '', [2, 4]),
    node(2, 'http://site/chunks/nudges.js', [3]),
    node(3, ''),
    node(4, 'http://site/busy.js', [5]),
    node(5, 'http://site/chunks/nudges.js'),
  ];
  const profile = { nodes, samples: [1, 2, 3, 4, 5], timeDeltas: [1000, 20_000, 300_000, 4_000_000, 50_000] };
  expect(timeWithin(profile, (url) => url.includes('/chunks/'))).toBe(370);
});
