import { expect, it } from 'vitest';
import { fakeStore } from '../testing/fake-store.js';
import { startCollector, WRITE_KEY } from '../testing/start-collector.js';

it('says that it lives and that it is ready', async () => {
  const { get } = await startCollector();
  expect(await (await get('/healthz')).json()).toEqual({ ok: true });
  expect(await (await get('/readyz')).json()).toEqual({ ready: true, reasons: [] });
});

it('is not ready while events can not be applied, says why, and recovers by itself', async () => {
  let isBroken = true;
  const applied: number[] = [];
  const store = fakeStore({
    position: async () => applied.at(-1) ?? 0,
    apply: async (position) => {
      if (isBroken) throw new Error('disk I/O error');
      return { newest: applied.push(position), changed: [] };
    },
  });
  const { post, get } = await startCollector({}, { store });
  const body = { writeKey: WRITE_KEY, batch: [{ type: 'page', userId: 'u', messageId: 'a' }] };
  expect((await post('/v1/batch', body)).status).toBe(200);
  await expect.poll(async () => (await get('/readyz')).status).toBe(503);
  const { reasons } = await (await get('/readyz')).json();
  expect(reasons).toMatchObject([
    { code: 'unavailable', message: 'Events can not be applied: disk I/O error.' },
  ]);
  isBroken = false;
  await expect.poll(async () => (await get('/readyz')).status, { timeout: 10_000 }).toBe(200);
  expect(applied).toEqual([1]);
});

it('answers an unknown path with where to go', async () => {
  const { get } = await startCollector();
  const response = await get('/v2/batch?writeKey=secret');
  expect(response.status).toBe(404);
  const { error } = await response.json();
  expect(error).toMatchObject({
    code: 'path',
    message: 'There is no GET /v2/batch.',
    cure: expect.stringContaining('/v1/'),
  });
});
