import { expect, it, onTestFinished } from 'vitest';
import { startNatsCluster } from './testing/servers/nats-cluster.js';
import { startPostgres } from './testing/servers/postgres-server.js';
import { startCollector, WRITE_KEY } from './testing/start-collector.js';

const body = { writeKey: WRITE_KEY, batch: [{ type: 'page', userId: 'u_1', messageId: 'a' }] };

it('answers 503 with the reason while most brokers or the database are gone, and recovers by itself', async () => {
  const [nats, postgres] = await Promise.all([startNatsCluster(3), startPostgres()]);
  onTestFinished(async () => void (await Promise.all([nats.stop(), postgres.stop()])));
  const { post, get, events } = await startCollector({ log: nats.url, store: postgres.url });
  const reasons = async () => {
    const reply = await (await get('/readyz')).json();
    return reply.reasons.map(({ path }: { path: string }) => path);
  };
  await expect.poll(reasons, { timeout: 20_000 }).toEqual([]);

  await postgres.kill();
  await expect.poll(reasons, { timeout: 20_000 }).toContain('collector.store');
  // Events need the log alone.
  expect((await post('/v1/batch', body)).status).toBe(200);
  const admin = await get('/v1/admin/stats', { authorization: 'Bearer sk_test' });
  expect([admin.status, admin.headers.get('retry-after')]).toEqual([503, '5']);
  await postgres.start();

  const [first, second] = nats.nodes;
  await Promise.all([first!.kill(), second!.kill()]);
  const refused = await post('/v1/batch', body);
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  await expect.poll(reasons, { timeout: 20_000 }).toContain('collector.log');
  await Promise.all([first!.start(), second!.start()]);

  await expect.poll(reasons, { timeout: 45_000 }).toEqual([]);
  await expect.poll(async () => (await post('/v1/batch', body)).status, { timeout: 45_000 }).toBe(200);
  expect(await events(1)).toHaveLength(1);
}, 150_000);
