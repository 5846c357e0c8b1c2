import { afterEach, expect, test, vi } from 'vitest';
import { createNotices } from './notices.js';

const drop = { reason: 'invalid', messageId: 'm1' } as const;
afterEach(() => void vi.restoreAllMocks());

test('every listener of a name hears, until it unsubscribes', () => {
  const notices = createNotices();
  const [one, two, other] = [vi.fn(), vi.fn(), vi.fn()];
  const off = notices.on('drop', one);
  notices.on('drop', two);
  notices.on('error', other);
  notices.emit('drop', drop);
  off();
  notices.emit('drop', drop);
  expect([one, two, other].map((listener) => listener.mock.calls.length)).toEqual([1, 2, 0]);
  expect(two).toHaveBeenCalledWith(drop);
});

test('a listener that throws harms neither the caller nor the others, and is reported as uncaught', () => {
  const reject = vi.spyOn(Promise, 'reject').mockReturnValue(new Promise<never>(() => {}));
  const notices = createNotices();
  const error = new Error('the listener is broken');
  const after = vi.fn();
  notices.on('drop', () => {
    throw error;
  });
  notices.on('drop', after);
  notices.emit('drop', drop);
  expect(after).toHaveBeenCalledOnce();
  expect(reject).toHaveBeenCalledExactlyOnceWith(error);
});

test('a notice that nobody listens to is no error', () => {
  expect(() => createNotices().emit('drop', drop)).not.toThrow();
});
