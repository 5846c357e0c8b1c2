import { expect, it } from 'vitest';
import { SECRET_KEY, startCollector, WRITE_KEY } from '../testing/start-collector.js';

const body = (writeKey = WRITE_KEY) => ({ writeKey, batch: [{ type: 'page', userId: 'u_1' }] });

it('answers 429 beyond the limit of an address, with Retry-After that pages can read', async () => {
  const { post } = await startCollector({ requestsPerMinute: { address: 2, key: 0 } });
  const statuses = [];
  for (let n = 0; n < 2; n += 1) statuses.push((await post('/v1/batch', body())).status);
  const refused = await post('/v1/batch', body());
  expect([...statuses, refused.status]).toEqual([200, 200, 429]);
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  expect(refused.headers.get('access-control-expose-headers')).toContain('Retry-After');
  expect((await refused.json()).error).toMatchObject({
    code: 'rate',
    path: 'request.ip',
    message: expect.stringContaining('2 requests'),
    cure: expect.stringContaining('Retry-After'),
  });
});

it.each(['/v1/rules', '/v1/facts', '/v1/stream', '/v1/admin/stats', '/metrics'])(
  'limits who asks %s without a right key by address too',
  async (path) => {
    const { get } = await startCollector({ requestsPerMinute: { address: 1, key: 0 } });
    expect((await get(path)).status).toBeGreaterThan(400);
    expect((await get(path)).status).toBe(429);
  },
);

it('leaves those with a secret key alone', async () => {
  const { get } = await startCollector({ requestsPerMinute: { address: 1, key: 0 } });
  const headers = { authorization: `Bearer ${SECRET_KEY}` };
  for (let n = 0; n < 3; n += 1) expect((await get('/v1/admin/stats', headers)).status).toBe(200);
});

it('limits backends that send events, by address and as one key', async () => {
  const headers = { authorization: `Bearer ${SECRET_KEY}` };
  for (const requestsPerMinute of [
    { address: 1, key: 0 },
    { address: 0, key: 1 },
  ]) {
    const { post } = await startCollector({ requestsPerMinute });
    const send = async () => (await post('/v1/batch', body(), headers)).status;
    expect([await send(), await send()]).toEqual([200, 429]);
  }
});

it('counts each write key by itself', async () => {
  const { post } = await startCollector({
    writeKeys: ['one', 'two'],
    requestsPerMinute: { address: 0, key: 1 },
  });
  expect((await post('/v1/batch', body('one'))).status).toBe(200);
  expect((await post('/v1/batch', body('one'))).status).toBe(429);
  expect((await post('/v1/batch', body('two'))).status).toBe(200);
});

it.each([
  ['nobody', undefined, '127.0.0.0'],
  ['one proxy', 1, '203.0.113.0'],
  ['an address', ['127.0.0.1/32'], '203.0.113.0'],
  ['another address', ['192.0.2.1'], '127.0.0.0'],
])('takes the address that a proxy names when %s is trusted', async (_name, trustProxy, ip) => {
  const { post, events } = await startCollector(trustProxy === undefined ? {} : { trustProxy });
  // The client wrote the first one itself; the proxy added the second.
  await post('/v1/batch', body(), { 'x-forwarded-for': '198.51.100.9, 203.0.113.77' });
  expect((await events(1))[0]?.event.context?.ip).toBe(ip);
});

it('limits by the address behind a trusted proxy', async () => {
  const { post } = await startCollector({ trustProxy: 1, requestsPerMinute: { address: 1, key: 0 } });
  const from = async (address: string) =>
    (await post('/v1/batch', body(), { 'x-forwarded-for': address })).status;
  expect(await from('203.0.113.1')).toBe(200);
  expect(await from('203.0.113.2')).toBe(200);
  expect(await from('203.0.113.1')).toBe(429);
});
