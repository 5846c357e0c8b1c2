import { expect, it } from 'vitest';
import { EventStream } from '../testing/event-stream.js';
import { fakeLog } from '../testing/fake-log.js';
import { SECRET_KEY, startCollector, WRITE_KEY } from '../testing/start-collector.js';

const authorization = `Bearer ${SECRET_KEY}`;

it('tells Prometheus what came in, what was stored and how long it took', async () => {
  const { post, get, applied } = await startCollector();
  await post('/v1/batch', { writeKey: WRITE_KEY, batch: [{ type: 'page', userId: 'u', messageId: 'a' }, 7] });
  await post('/v1/batch', { writeKey: WRITE_KEY, batch: [{ type: 'page', userId: 'u', messageId: 'a' }] });
  await applied();
  const response = await get('/metrics', { authorization });
  expect(response.headers.get('content-type')).toMatch('text/plain');
  const text = await response.text();
  for (const line of [
    'tendril_events_total{outcome="accepted"} 2',
    'tendril_events_total{outcome="rejected"} 1',
    'tendril_store_stored 1',
    'tendril_store_duplicates 1',
    'tendril_store_dead_letters 1',
    'tendril_lag_records 0',
    'tendril_append_seconds_count 2',
    'tendril_request_seconds_count{route="/v1/batch",method="POST",status="200"} 2',
  ]) {
    expect(text).toContain(`${line}\n`);
  }
  expect(text).toMatch(/tendril_disk_free_bytes \d+/);
  expect(text).toContain('process_cpu_seconds_total');
});

it('counts what was refused by its reason, what was limited, and open streams', async () => {
  const log = fakeLog({ lag: async () => 4 });
  const limits = { maxLag: 3, requestsPerMinute: { address: 3, key: 0 } };
  const { post, get, url } = await startCollector(limits, { log });
  const batch = [{ type: 'page', userId: 'u', messageId: 'a' }];
  const send = async () => (await post('/v1/batch', { writeKey: WRITE_KEY, batch })).status;
  await EventStream.open(`${url}/v1/stream?writeKey=${WRITE_KEY}`);
  expect([await send(), await send(), await send()]).toEqual([503, 503, 429]);
  const text = await (await get('/metrics', { authorization })).text();
  for (const line of [
    'tendril_refused_total{reason="collector.lag"} 2',
    'tendril_limited_total{by="address"} 1',
    'tendril_streams 1',
  ]) {
    expect(text).toContain(`${line}\n`);
  }
});

it('needs a key that may read', async () => {
  const { get } = await startCollector();
  expect((await get('/metrics')).status).toBe(401);
});

it('names routes and not addresses, so that series stay few', async () => {
  const { get } = await startCollector();
  await get('/nowhere/17');
  await get('/v1/admin/dead-letters/x.1', { authorization });
  const text = await (await get('/metrics', { authorization })).text();
  expect(text).toContain('route="none"');
  expect(text).toContain('route="/v1/admin/dead-letters/:id"');
  expect(text).not.toContain('nowhere');
});
