import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { fakeLog, slowLog } from '../testing/fake-log.js';
import { startCollector, WRITE_KEY } from '../testing/start-collector.js';

const body = { writeKey: WRITE_KEY, batch: [{ type: 'page', userId: 'u_1', messageId: 'a' }] };

it('answers 503 with Retry-After when the disk refuses, and 200 when it takes again', async () => {
  let isFull = true;
  const log = fakeLog({ append: async () => (isFull ? Promise.reject(new Error('disk is full')) : 1) });
  const { post, get } = await startCollector({}, { log });
  const refused = await post('/v1/batch', body);
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await refused.json()).error).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('disk is full'),
  });
  const ready = await get('/readyz');
  expect(ready.status).toBe(503);
  expect((await ready.json()).reasons[0].message).toBe('Events can not be made durable: disk is full.');
  isFull = false;
  expect((await post('/v1/batch', body)).status).toBe(200);
  expect((await get('/readyz')).status).toBe(200);
});

it('does not answer before the log says that the events are durable', async () => {
  const { log, appending, finish } = slowLog();
  const { collector } = await startCollector({}, { log });
  let status: number | undefined;
  const request = collector.server
    .inject({ method: 'POST', url: '/v1/batch', payload: body })
    .then((reply) => {
      status = reply.statusCode;
    });
  await appending;
  // Whatever else the server had to do for this request, it does in these turns.
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
  expect(status).toBeUndefined();
  finish();
  await request;
  expect(status).toBe(200);
});

it('answers 503 while too many requests wait to be applied', async () => {
  let lag = 4;
  const { post, get } = await startCollector({ maxLag: 3 }, { log: fakeLog({ lag: async () => lag }) });
  const refused = await post('/v1/batch', body);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('5');
  const ready = await get('/readyz');
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({
    ready: false,
    reasons: [{ message: '4 requests wait to be applied.' }],
  });
  lag = 3;
  expect((await post('/v1/batch', body)).status).toBe(200);
  expect((await get('/readyz')).status).toBe(200);
});

it('is ready again ten seconds after a failure without one more, so that requests can probe the disk', async () => {
  let now = 1_000_000;
  const log = fakeLog({ append: async () => Promise.reject(new Error('disk is full')) });
  const { post, get } = await startCollector({}, { log, now: () => now });
  await post('/v1/batch', body);
  now += 9_999;
  expect((await get('/readyz')).status).toBe(503);
  now += 1;
  expect((await get('/readyz')).status).toBe(200);
});
