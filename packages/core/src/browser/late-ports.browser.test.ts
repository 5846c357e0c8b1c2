import { expect, test, vi } from 'vitest';
import { createIdbStore } from './idb-store.js';
import { createLatePorts } from './late-ports.js';

const ports = () =>
  createLatePorts('https://collect.example.com', 'wk_ports', createIdbStore('late-ports-test'));

test('the transport is loaded once', async () => {
  const { transport } = ports();
  const [one, two] = await Promise.all([transport(), transport()]);
  expect(one).toBe(two);
});

test('the clock runs a timer once, unless it is cancelled', async () => {
  const { clock } = ports();
  const [kept, cancelled] = [vi.fn(), vi.fn()];
  clock.after(0, cancelled)();
  clock.after(0, kept);
  await vi.waitFor(() => expect(kept).toHaveBeenCalledTimes(1));
  expect(cancelled).not.toHaveBeenCalled();
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000);
});
