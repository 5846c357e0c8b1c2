import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { makeToken } from '../identity/make-token.js';
import { MEGABYTE } from '../pressure/disk-floor.js';
import { fakeLog, slowLog } from '../testing/fake-log.js';
import { fakeStore } from '../testing/fake-store.js';
import { startCollector, WRITE_KEY } from '../testing/start-collector.js';
import { bearer, TOKEN_SECRET } from '../testing/tokens.js';

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
  const { post } = await startCollector({}, { log });
  let status: number | undefined;
  const request = post('/v1/batch', body).then((reply) => {
    status = reply.status;
  });
  await appending;
  // Whatever else the server had to do for this request, it does meanwhile.
  await delay(100);
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
    reasons: [{ path: 'collector.lag', message: expect.stringMatching(/^4 requests wait to be applied/) }],
  });
  lag = 3;
  expect((await post('/v1/batch', body)).status).toBe(200);
  expect((await get('/readyz')).status).toBe(200);
});

it('answers 200 for what is durable although the version of the facts can not be read', async () => {
  let isBroken = false;
  const factsPosition = async () => (isBroken ? Promise.reject(new Error('disk I/O error')) : 7);
  const store = fakeStore({ factsPosition });
  const { post, get } = await startCollector({ tokens: { secrets: [{ secret: TOKEN_SECRET }] } }, { store });
  const token = await makeToken({ user: 'u_1', secret: TOKEN_SECRET, seconds: 60 }, Date.now());
  const { version } = await (await get('/v1/facts', bearer(token))).json();
  const send = async () => {
    const response = await post('/v1/batch', { ...body, facts: version });
    return [response.status, (await response.json()).facts];
  };
  expect(await send()).toEqual([200, version]);
  isBroken = true;
  expect(await send()).toEqual([200, undefined]);
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

it('answers 503 while the disk is fuller than the floor allows, and takes events when there is room again', async () => {
  let free = 99 * MEGABYTE;
  const freeBytes = async () => free;
  const { post, get } = await startCollector({ minFreeMegabytes: 100 }, { freeBytes });
  const refused = await post('/v1/batch', body);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('30');
  expect((await refused.json()).error).toMatchObject({
    path: 'collector.disk',
    message: 'Only 99 MB of the disk are free.',
    cure: expect.stringContaining('--min-free'),
  });
  expect(await (await get('/readyz')).json()).toMatchObject({
    ready: false,
    reasons: [{ path: 'collector.disk' }],
  });
  free = 100 * MEGABYTE;
  await expect.poll(async () => (await get('/readyz')).status, { timeout: 10_000 }).toBe(200);
  expect((await post('/v1/batch', body)).status).toBe(200);
});
