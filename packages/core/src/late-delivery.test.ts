import { expect, test, vi } from 'vitest';
import { createDelivery } from './delivery.js';
import { createLateDelivery } from './late-delivery.js';
import { createQueue } from './queue.js';
import { rowOfIds } from './testing/fill-store.js';
import { openDelivery } from './testing/open-delivery.js';
import { turn } from './testing/turn.js';

function setUp() {
  const { parts: all, clock, collector, store } = openDelivery();
  const queue = createQueue(store, () => {});
  const parts = { ...all, queue };
  const load = vi.fn(async () => createDelivery);
  const transport = vi.spyOn(parts.ports, 'transport');
  return { delivery: createLateDelivery(parts, load), load, transport, clock, collector, store, queue };
}

test('a page that has said nothing has what it takes to send, before it may be offline', async () => {
  const { delivery, load, transport, clock } = setUp();
  expect([delivery.sent, delivery.halted, delivery.carried()]).toEqual([0, undefined, []]);
  await delivery.pass();
  expect([load.mock.calls.length, transport.mock.calls.length > 0, clock.timers]).toEqual([1, true, 0]);
});

test('what an earlier page left behind is sent', async () => {
  const { delivery, collector, store } = setUp();
  await store.append([rowOfIds('left')]);
  await delivery.pass();
  expect([collector.delivered, delivery.sent]).toEqual([['left'], 1]);
});

test('it is loaded once, together with the transport', async () => {
  const { delivery, load, transport, queue } = setUp();
  queue.put(rowOfIds('a'));
  delivery.wake();
  delivery.wake();
  expect([load.mock.calls.length, transport.mock.calls.length]).toEqual([1, 1]);
  await turn();
  await delivery.pass();
  expect(load).toHaveBeenCalledTimes(1);
});

test('a file that can not be had is asked for again with the next event, and by the network’s return', async () => {
  const { delivery, load, clock, collector, queue } = setUp();
  load.mockRejectedValueOnce(new TypeError('offline')).mockRejectedValueOnce(new TypeError('offline'));
  queue.put(rowOfIds('a'));
  delivery.wake();
  await clock.advance(60_000);
  expect(load).toHaveBeenCalledTimes(1);
  delivery.wake();
  await clock.advance(60_000);
  expect([load.mock.calls.length, collector.delivered]).toEqual([2, []]);
  delivery.resume();
  await clock.advance(2000);
  expect([load.mock.calls.length, collector.delivered]).toEqual([3, ['a']]);
});

test('stopped while it loads, it sends nothing', async () => {
  const { delivery, collector, clock, queue } = setUp();
  queue.put(rowOfIds('a'));
  delivery.wake();
  delivery.stop();
  await clock.advance(60_000);
  expect(collector.requests).toEqual([]);
});
