import { expect, test, vi } from 'vitest';
import { openDelivery } from './testing/open-delivery.js';
import { turn } from './testing/turn.js';

const HOUR = 3_600_000;

test('a failure waits; neither new events nor a flush shorten the wait, and the retry stays scheduled', async () => {
  const { add, clock, collector, delivery, queue } = openDelivery();
  collector.replies = [{ status: 503, retryAfterMs: 60_000 }];
  await add();
  await clock.advance(2000);
  await add(60);
  await delivery.pass();
  await clock.advance(59_999);
  expect(collector.requests).toHaveLength(1);
  await clock.advance(1);
  expect([queue.size, clock.timers]).toEqual([0, 0]);
});

test.each([-24 * HOUR, 24 * HOUR])(
  'a clock that is set by %i ms during a wait neither shortens nor stretches it',
  async (by) => {
    const { add, clock, collector, queue } = openDelivery();
    collector.replies = [{ status: 503, retryAfterMs: 60_000 }];
    await add();
    await clock.advance(2000);
    clock.set(clock.now() + by);
    await clock.advance(59_000);
    await add();
    expect(collector.requests).toHaveLength(1);
    await clock.advance(1000);
    expect([collector.requests.length, queue.size]).toEqual([2, 0]);
  },
);

test('coming back ends a wait of its own choice, not one that the collector named', async () => {
  const { add, clock, collector, delivery } = openDelivery();
  collector.replies = [{ status: 503 }, { status: 503, retryAfterMs: 60_000 }];
  await add();
  await clock.advance(2000);
  delivery.resume();
  await clock.advance(0);
  expect(collector.requests).toHaveLength(2);
  delivery.resume();
  await clock.advance(59_999);
  expect(collector.requests).toHaveLength(2);
  await clock.advance(1);
  expect(collector.requests).toHaveLength(3);
});

test('coming back with nothing to send does nothing', async () => {
  const { clock, collector, delivery } = openDelivery();
  delivery.resume();
  expect([collector.requests.length, clock.timers]).toEqual([0, 0]);
});

test('three refused connections stop it until the page comes back; new events do not make it try', async () => {
  const { add, clock, collector, delivery, queue } = openDelivery();
  collector.otherwise = { status: 0 };
  await add();
  await clock.advance(HOUR);
  expect(collector.requests).toHaveLength(3);
  expect(delivery.halted).toBe('connections are refused');
  await add(60);
  await delivery.pass();
  await clock.advance(HOUR);
  expect([collector.requests.length, clock.timers]).toEqual([3, 0]);
  collector.otherwise = { status: 200 };
  delivery.resume();
  await clock.advance(0);
  expect([queue.size, delivery.halted, clock.timers]).toEqual([0, undefined, 0]);
});

test('offline is no refusal: it goes on trying, ever more seldom, and at once when the network is back', async () => {
  const { add, clock, collector, delivery, queue } = openDelivery();
  collector.online = false;
  collector.otherwise = { status: 0 };
  await add();
  await clock.advance(HOUR);
  expect(collector.requests.length).toBeGreaterThan(10);
  expect(collector.requests.length).toBeLessThan(60);
  collector.online = true;
  collector.otherwise = { status: 200 };
  delivery.resume();
  await clock.advance(0);
  expect([queue.size, clock.timers]).toEqual([0, 0]);
});

test('a wrong key stops it for the page: said once with a cure, rows kept, nothing scheduled', async () => {
  const { add, clock, collector, delivery, errors, store } = openDelivery();
  collector.otherwise = { status: 401, body: 'unknown write key' };
  await add();
  await clock.advance(2000);
  await add(60);
  delivery.resume();
  await clock.advance(HOUR);
  expect(collector.requests).toHaveLength(1);
  expect(errors).toEqual([
    {
      code: 'http-401',
      message: 'the collector answered 401: unknown write key',
      cure: expect.stringContaining('writeKey'),
    },
  ]);
  expect(await store.rows()).toHaveLength(61);
  expect([clock.timers, delivery.halted]).toEqual([0, 'the collector answered 401']);
});

test('a transport that does not load is tried again, ever more seldom, and recovers', async () => {
  const { add, browser, clock, queue, collector } = openDelivery();
  browser.chunksLoad = false;
  await add();
  await clock.advance(HOUR);
  expect(clock.waits.length).toBeGreaterThan(5);
  expect(clock.waits.length).toBeLessThan(30);
  browser.chunksLoad = true;
  await clock.next();
  expect([collector.requests.length, queue.size, clock.timers]).toEqual([1, 0, 0]);
});

test('rows that the store does not give back go from memory', async () => {
  const { add, clock, collector, queue, store } = openDelivery();
  const ids = await add(3);
  store.failing = true;
  await clock.advance(2000);
  expect([collector.delivered, queue.size, clock.timers]).toEqual([ids, 0, 0]);
});

test('rows that the store never took go from memory, after those that it has', async () => {
  const { add, clock, collector, queue, store } = openDelivery();
  const { append } = store;
  const ids = await add();
  store.append = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  ids.push(...(await add(2)));
  await clock.advance(2000);
  expect([collector.delivered, queue.size]).toEqual([ids, 0]);
  store.append = append;
});

test('while nothing can be sent the queue is looked through after every 200 events, one look at a time', async () => {
  const { add, clock, collector, delivery, store } = openDelivery();
  collector.replies = [{ status: 401, body: 'unknown write key' }];
  await add();
  await clock.advance(2000);
  const looks = vi.spyOn(store, 'oldest').mockClear();
  const grow = async (count: number) => {
    await add(count);
    delivery.wake();
    await turn();
    return looks.mock.calls.filter(([{ after }]) => !after).length;
  };
  expect([await grow(150), await grow(150)]).toEqual([0, 1]);
  let answer = () => {};
  looks.mockImplementationOnce(() => new Promise((resolve) => (answer = () => resolve([]))));
  expect([await grow(200), await grow(200)]).toEqual([2, 2]);
  answer();
  await turn();
  expect(await grow(1)).toBe(3);
});
