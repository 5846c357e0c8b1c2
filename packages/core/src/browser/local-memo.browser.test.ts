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
])('where localStorage is blocked (%s) the page remembers by itself', (_, block) => {
  block();
  const memo = createLocalMemo('p:');
  expect(memo.read('a')).toBeUndefined();
  memo.write('a', '1');
  expect(memo.read('a')).toBe('1');
  memo.write('a', undefined);
  expect(memo.read('a')).toBeUndefined();
  vi.restoreAllMocks();
  expect(localStorage.length).toBe(0);
});

test('where it is full the page remembers by itself', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const memo = createLocalMemo('p:');
  memo.write('a', '1');
  expect(memo.read('a')).toBe('1');
});
