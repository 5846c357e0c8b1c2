import { describe, expect, it } from 'vitest';
import { SECRET_KEY, startCollector, WRITE_KEY } from '../testing/start-collector.js';

const PATHS = ['/v1/admin/events', '/v1/admin/stats', '/v1/admin/dead-letters'];
const batch = (...ids: string[]) => ({
  writeKey: WRITE_KEY,
  batch: ids.map((messageId) => ({
    type: 'track',
    event: `did-${messageId}`,
    userId: `u_${messageId}`,
    messageId,
  })),
});

describe('the secret key', () => {
  it.each(PATHS)('is needed for %s', async (path) => {
    const { get } = await startCollector();
    for (const authorization of ['', 'Bearer wrong', `Bearer ${WRITE_KEY}`, `Basic ${SECRET_KEY}`]) {
      const response = await get(path, { authorization });
      expect(response.status).toBe(401);
      expect((await response.json()).error).toMatchObject({
        code: 'auth',
        cure: expect.stringContaining('Bearer'),
      });
    }
    expect((await get(path, { authorization: `Bearer ${SECRET_KEY}` })).status).toBe(200);
  });

  it.each(PATHS)('that is not set turns %s off, with the cure', async (path) => {
    const { collector } = await startCollector();
    await collector.close();
    const { get } = await startCollector({ secretKey: undefined as never });
    const response = await get(path, { authorization: 'Bearer undefined' });
    expect(response.status).toBe(403);
    expect((await response.json()).error.cure).toContain('--secret-key');
  });

  it.each(PATHS)('does not open %s to pages', async (path) => {
    const { get, url } = await startCollector();
    const response = await get(path, { authorization: `Bearer ${SECRET_KEY}`, origin: 'http://page.test' });
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
    const preflight = await fetch(url + path, { method: 'OPTIONS', headers: { origin: 'http://page.test' } });
    expect(preflight.ok).toBe(false);
    expect(preflight.headers.has('access-control-allow-origin')).toBe(false);
  });
});

describe('GET /v1/admin/events', () => {
  it('pages through events in the order of application', async () => {
    const { post, admin, applied } = await startCollector();
    await post('/v1/batch', batch('a', 'b', 'c'));
    await applied();
    const first = await admin('events?limit=2');
    const second = await admin(`events?limit=2&after=${first.last}`);
    const third = await admin(`events?limit=2&after=${second.last}`);
    const ids = (page: typeof first) =>
      page.events.map(({ event }: { event: { messageId: string } }) => event.messageId);
    expect([ids(first), ids(second), ids(third)]).toEqual([['a', 'b'], ['c'], []]);
    expect(third.last).toBe(second.last);
    expect(first.events[0]).toMatchObject({
      seq: expect.any(Number),
      receivedAt: first.events[0].event.receivedAt,
    });
  });

  it('filters', async () => {
    const { post, admin, applied } = await startCollector();
    await post('/v1/batch', batch('a', 'b'));
    await applied();
    expect((await admin('events?event=did-b')).events).toHaveLength(1);
    expect((await admin('events?userId=u_a&type=track')).events).toHaveLength(1);
    expect((await admin('events?type=page')).events).toHaveLength(0);
  });

  it('waits for something new, and answers as soon as it is applied', async () => {
    const { post, admin } = await startCollector();
    const waiting = admin('events?wait=60');
    await post('/v1/batch', batch('a'));
    expect((await waiting).events).toHaveLength(1);
  });

  it('goes on waiting while what is applied does not match', async () => {
    const { post, admin, applied } = await startCollector();
    const waiting = admin('events?wait=60&event=did-b');
    await post('/v1/batch', batch('a'));
    await applied();
    await post('/v1/batch', batch('b'));
    expect((await waiting).events).toMatchObject([{ event: { messageId: 'b' } }]);
  });

  it('answers empty after the wait, and when the collector closes', async () => {
    const { collector, get, admin } = await startCollector();
    expect(await admin('events?wait=0')).toEqual({ events: [], last: 0 });
    const headers = { authorization: `Bearer ${SECRET_KEY}` };
    const waiting = collector.server.inject({ url: '/v1/admin/events?wait=60&after=5', headers });
    await get('/healthz');
    await collector.close();
    expect((await waiting).json()).toEqual({ events: [], last: 5 });
  });

  it.each(['after=-1', 'after=x', 'limit=1001', 'wait=61', 'limit=', 'type=trak'])(
    'refuses %s',
    async (query) => {
      const { get } = await startCollector();
      const response = await get(`/v1/admin/events?${query}`, { authorization: `Bearer ${SECRET_KEY}` });
      expect(response.status).toBe(400);
      expect((await response.json()).error).toMatchObject({
        path: query.split('=')[0],
        cure: expect.any(String),
      });
    },
  );
});
