import { afterEach, expect, test, vi } from 'vitest';
import { createTransport } from './transport.js';

const transport = (writeKey: string) => createTransport('https://collect.example.com', writeKey);
afterEach(() => void vi.restoreAllMocks());

test('one at a time for each write key; the lock is given back after the pass', async () => {
  const [one, two, other] = [transport('wk_a'), transport('wk_a'), transport('wk_b')];
  const ran: string[] = [];
  let end = () => {};
  const first = one.exclusive(
    () =>
      new Promise((resolve) => {
        ran.push('first');
        end = resolve;
      }),
  );
  await vi.waitUntil(() => ran.length);
  expect(await two.exclusive(async () => void ran.push('second'))).toBe(false);
  expect(await other.exclusive(async () => void ran.push('other'))).toBe(true);
  end();
  expect(await first).toBe(true);
  expect(await two.exclusive(async () => void ran.push('second'))).toBe(true);
  expect(ran).toEqual(['first', 'other', 'second']);
});

test('a pass that fails rejects, runs once and gives the lock back', async () => {
  const { exclusive } = transport('wk_c');
  const fails = vi.fn(() => Promise.reject(new Error('the store failed')));
  await expect(exclusive(fails)).rejects.toThrow('the store failed');
  expect(fails).toHaveBeenCalledTimes(1);
  expect(await exclusive(async () => {})).toBe(true);
});

test('without Web Locks each tab sends for itself', async () => {
  vi.spyOn(navigator, 'locks', 'get').mockReturnValue(undefined as never);
  const pass = vi.fn(async () => {});
  expect(await transport('wk_d').exclusive(pass)).toBe(true);
  expect(pass).toHaveBeenCalledTimes(1);
});

test('where locks are denied, as in a sandboxed frame, it sends all the same', async () => {
  const denied = new DOMException('denied', 'SecurityError');
  vi.spyOn(LockManager.prototype, 'request').mockRejectedValue(denied);
  const pass = vi.fn(async () => {});
  expect(await transport('wk_e').exclusive(pass)).toBe(true);
  expect(pass).toHaveBeenCalledTimes(1);
});
