import { afterEach, expect, test, vi } from 'vitest';
import { createMemoryStore } from '../testing/memory-store.js';
import { createTransport } from './transport.js';
import { withinTime } from './within-time.js';

const transport = (writeKey: string) =>
  createTransport('https://collect.example.com', writeKey, createMemoryStore(), withinTime);
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

test('a lock that somebody keeps for more than a minute, as a suspended page does, is taken over', async () => {
  let give = () => {};
  const keeping = () =>
    new Promise<void>((resolve) => {
      give = resolve;
    });
  const kept = navigator.locks.request('tendril:wk_g', keeping).catch(() => 'taken over');
  const { exclusive } = transport('wk_g');
  const pass = vi.fn(async () => {});
  expect(await exclusive(pass)).toBe(false);
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + 59_000);
  expect(await exclusive(pass)).toBe(false);
  vi.mocked(Date.now).mockReturnValue(now + 61_000);
  expect([await exclusive(pass), await kept]).toEqual([true, 'taken over']);
  expect(pass).toHaveBeenCalledTimes(1);
  give();
});

test('a page that slept does not take over a lock that it has not seen kept', async () => {
  let give = () => {};
  const keeping = () =>
    new Promise<void>((resolve) => {
      give = resolve;
    });
  void navigator.locks.request('tendril:wk_h', keeping);
  const { exclusive } = transport('wk_h');
  const pass = vi.fn(async () => {});
  expect(await exclusive(pass)).toBe(false);
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
  expect(await exclusive(pass)).toBe(false);
  expect(pass).not.toHaveBeenCalled();
  give();
});

test('a pass that fails rejects, runs once and gives the lock back', async () => {
  const { exclusive } = transport('wk_c');
  const fails = vi.fn(() => Promise.reject(new Error('the store failed')));
  await expect(exclusive(fails)).rejects.toThrow('the store failed');
  expect(fails).toHaveBeenCalledTimes(1);
  expect(await exclusive(async () => {})).toBe(true);
});

test('without Web Locks one tab at a time sends, by a lease in the store that they share', async () => {
  vi.spyOn(navigator, 'locks', 'get').mockReturnValue(undefined as never);
  const store = createMemoryStore();
  const [one, two] = [0, 1].map(() =>
    createTransport('https://collect.example.com', 'wk_d', store, withinTime),
  );
  let end = () => {};
  const first = one!.exclusive(
    () =>
      new Promise((resolve) => {
        end = resolve;
      }),
  );
  await vi.waitFor(async () => expect(await store.read('lease')).toBeDefined());
  const pass = vi.fn(async () => {});
  expect(await two!.exclusive(pass)).toBe(false);
  end();
  expect(await first).toBe(true);
  expect(await two!.exclusive(pass)).toBe(true);
  expect(pass).toHaveBeenCalledTimes(1);
});

test.each([
  ['a tab that died', -1],
  ['a clock that was set back', 3_600_000],
])('the lease of %s keeps nobody waiting', async (_, remaining) => {
  vi.spyOn(navigator, 'locks', 'get').mockReturnValue(undefined as never);
  const store = createMemoryStore();
  await store.update('lease', () => ({ by: 'somebody', until: Date.now() + remaining }));
  const { exclusive } = createTransport('https://collect.example.com', 'wk_f', store, withinTime);
  expect(await exclusive(async () => {})).toBe(true);
});

test('where locks are denied, as in a sandboxed frame, it sends all the same', async () => {
  const denied = new DOMException('denied', 'SecurityError');
  vi.spyOn(LockManager.prototype, 'request').mockRejectedValue(denied);
  const pass = vi.fn(async () => {});
  expect(await transport('wk_e').exclusive(pass)).toBe(true);
  expect(pass).toHaveBeenCalledTimes(1);
});
