import { LIMITS } from '@tendril/protocol';
import { expect, test } from 'vitest';
import { rowOfIds } from './testing/fill-store.js';
import { openDelivery } from './testing/open-delivery.js';
import { turn } from './testing/turn.js';

const HOUR = 3_600_000;

test('events go two seconds after the first of them, in one request, and then nothing is scheduled', async () => {
  const { add, clock, collector } = openDelivery();
  const ids = await add();
  await clock.advance(1000);
  ids.push(...(await add()));
  await clock.advance(999);
  expect(collector.requests).toEqual([]);
  await clock.advance(1);
  expect(collector.requests.map((request) => request.ids)).toEqual([ids]);
  expect(clock.timers).toBe(0);
});

test('a request’s worth goes at once', async () => {
  const { add, collector, queue, clock } = openDelivery();
  await add(LIMITS.sendRows);
  await turn();
  expect(collector.requests).toHaveLength(1);
  expect([queue.size, clock.timers]).toEqual([0, 0]);
});

test('passes do not overlap, and one that is asked for meanwhile sees rows that came later', async () => {
  const { add, collector, delivery, queue } = openDelivery();
  let answer = () => {};
  collector.replies = [
    () =>
      new Promise((resolve) => {
        answer = () => resolve({ status: 200 });
      }),
  ];
  const [first] = await add();
  const passing = delivery.pass();
  await turn();
  const [second] = await add();
  const again = delivery.pass();
  await turn();
  expect(collector.requests).toHaveLength(1);
  answer();
  await Promise.all([passing, again]);
  expect(collector.requests.map(({ ids }) => ids)).toEqual([[first], [second]]);
  expect(queue.size).toBe(0);
});

test('a pass that is asked for while one ends is made after it', async () => {
  const { add, collector, delivery, late, queue } = openDelivery();
  const transport = await late.transport();
  let end = () => {};
  const ending = new Promise<void>((resolve) => {
    end = resolve;
  });
  late.transport = async () => ({
    ...transport,
    exclusive: (fn) => transport.exclusive(fn).finally(() => ending),
  });
  const passing = delivery.pass();
  await turn();
  const ids = await add();
  const again = delivery.pass();
  end();
  await Promise.all([passing, again]);
  expect([collector.delivered, queue.size]).toEqual([ids, 0]);
});

test('while another tab sends it waits, and looks again until its own rows are settled', async () => {
  const { add, browser, clock, collector, queue } = openDelivery();
  browser.lock.held = true;
  await add();
  await clock.advance(2000);
  expect([collector.requests.length, clock.timers]).toEqual([0, 1]);
  browser.lock.held = false;
  await clock.advance(2000);
  expect([collector.requests.length, queue.size, clock.timers]).toEqual([1, 0, 0]);
});

test('while another tab sends it looks again, until it has found nothing itself: the other may go before it is through', async () => {
  const { browser, clock, delivery, collector } = openDelivery();
  browser.lock.held = true;
  await browser.store.append([rowOfIds('left')]);
  await delivery.pass();
  expect(clock.timers).toBe(1);
  browser.lock.held = false; // the other tab was closed
  await clock.advance(2000);
  expect(collector.delivered).toEqual(['left']);
  expect(clock.timers).toBe(0);
});

test('what is settled is told to the other tabs', async () => {
  const { add, channel, clock } = openDelivery();
  const ids = await add(2);
  await clock.advance(2000);
  expect(channel.messages).toEqual([{ type: 'acked', ids }]);
});

test('stopped, it sends nothing and schedules nothing', async () => {
  const { add, clock, collector, delivery } = openDelivery();
  await add();
  delivery.stop();
  expect(clock.timers).toBe(0);
  await add(60);
  await delivery.pass();
  delivery.resume();
  await clock.advance(HOUR);
  expect([collector.requests.length, clock.timers]).toEqual([0, 0]);
});
