import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLocalMemo } from './local-memo.js';

beforeEach(() => localStorage.clear());
afterEach(() => void vi.restoreAllMocks());

test('values are in localStorage under the prefix, for other tabs and later pages', () => {
  createLocalMemo('tendril:wk:').write('identity', 'x');
  expect(localStorage.getItem('tendril:wk:identity')).toBe('x');
  expect(createLocalMemo('tendril:wk:').read('identity')).toBe('x');
  expect(createLocalMemo('tendril:other:').read('identity')).toBeUndefined();
});

test('undefined removes', () => {
  const memo = createLocalMemo('p:');
  memo.write('a', '1');
  memo.write('a', undefined);
  expect(memo.read('a')).toBeUndefined();
  expect(localStorage.length).toBe(0);
});

const denied = (): never => {
  throw new DOMException('denied', 'SecurityError');
};

test.each([
  ['access to it throws', () => vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(denied)],
  [
    'its methods throw',
    () => {
      for (const method of ['getItem', 'setItem', 'removeItem'] as const)
        vi.spyOn(Storage.prototype, method).mockImplementation(denied);
    },
  ],
])('where localStorage is blocked (%s) nothing is remembered, and nothing throws', (_, block) => {
  block();
  const memo = createLocalMemo('p:');
  memo.write('a', '1');
  expect(memo.read('a')).toBeUndefined();
  memo.write('a', undefined);
  vi.restoreAllMocks();
  expect(localStorage.length).toBe(0);
});

test('where it is full, the earlier value does not stand for the new one', () => {
  const memo = createLocalMemo('p:');
  memo.write('consent', 'granted');
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  memo.write('consent', 'denied');
  expect(memo.read('consent')).toBeUndefined();
});
