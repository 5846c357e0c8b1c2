import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LIMITS } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { openSqliteInbox } from '../log/sqlite-inbox.js';
import { startCollector, WRITE_KEY } from '../testing/start-collector.js';
import { INGEST_PATHS } from './ingest-paths.js';

const event = (messageId: string, more: object = {}) => ({
  type: 'track',
  event: 'export',
  messageId,
  userId: 'u_1',
  timestamp: '2026-01-01T00:00:00.000Z',
  ...more,
});
const batch = (events: unknown[], more: object = {}) => ({ writeKey: WRITE_KEY, batch: events, ...more });
const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` });

describe('a batch', () => {
  it('is stored, and answered with what was accepted and the revision of the ruleset', async () => {
    const { post, events, get } = await startCollector();
    const response = await post('/v1/batch', batch([event('a'), event('b')]));
    expect(response.status).toBe(200);
    const etag = (await get(`/v1/rules?writeKey=${WRITE_KEY}`)).headers.get('etag');
    const reply = await response.json();
    expect(reply).toEqual({ accepted: 2, rejected: [], ruleset: etag?.replaceAll('"', ''), seq: 1 });
    expect((await events(2)).map(({ event: { messageId } }) => messageId)).toEqual(['a', 'b']);
  });

  it('counts an event that is sent again once', async () => {
    const { post, admin, applied } = await startCollector();
    for (const events of [[event('a')], [event('a'), event('b')], [event('a')]]) {
      expect((await post('/v1/batch', batch(events))).status).toBe(200);
    }
    await applied();
    expect(await admin('stats')).toEqual({ received: 4, stored: 2, duplicates: 2, deadLetters: 0, lag: 0 });
  });

  it('keeps the good events beside bad ones, says why, and keeps the bad ones as dead letters', async () => {
    const { post, events, deadLetters } = await startCollector();
    const bad = event('bad', { type: 'trak' });
    const reply = await (await post('/v1/batch', batch([event('a'), bad, 7, event('b')]))).json();
    expect(reply.accepted).toBe(2);
    expect(reply.rejected).toEqual([
      {
        i: 1,
        messageId: 'bad',
        reason: expect.stringMatching(/^type: "trak" is not known\. Send one of track/),
      },
      { i: 2, reason: expect.stringMatching(/^event: is not an object\./) },
    ]);
    expect((await events(2)).map(({ event: { messageId } }) => messageId)).toEqual(['a', 'b']);
    const letters = await deadLetters();
    expect(letters.map(({ event: found }) => found)).toEqual([bad, 7]);
    expect(letters[0]).toMatchObject({ i: 1, messageId: 'bad', writeKey: WRITE_KEY });
  });

  it('gives its context and integrations to each event, under the event’s own', async () => {
    const { post, events } = await startCollector();
    await post(
      '/v1/batch',
      batch([event('a', { context: { locale: 'de' }, integrations: { All: true } })], {
        context: { locale: 'en', timezone: 'UTC' },
        integrations: { All: false, CDP: true },
      }),
    );
    const [stored] = await events(1);
    expect(stored?.event.context).toMatchObject({ locale: 'de', timezone: 'UTC', ip: '127.0.0.0' });
    expect(stored?.event.integrations).toEqual({ All: true, CDP: true });
  });

  it('corrects the time of events by the client’s clock and keeps what the client said', async () => {
    const receivedAt = Date.parse('2026-05-01T12:00:00.000Z');
    const { post, events } = await startCollector({}, { now: () => receivedAt });
    const sentAt = '2020-01-01T00:00:10.000Z';
    await post(
      '/v1/batch',
      batch(
        [
          event('a', { timestamp: '2020-01-01T00:00:00.000Z' }),
          event('b', { timestamp: '2020-01-02T00:00:00.000Z' }),
          event('c', { timestamp: undefined }),
        ],
        { sentAt },
      ),
    );
    const [waited, fromTheFuture, withoutTime] = await events(3);
    expect(waited?.event).toMatchObject({
      timestamp: '2026-05-01T11:59:50.000Z',
      originalTimestamp: '2020-01-01T00:00:00.000Z',
      sentAt,
      receivedAt: '2026-05-01T12:00:00.000Z',
    });
    expect(fromTheFuture?.event).toMatchObject({
      timestamp: '2026-05-01T12:00:00.000Z',
      context: { clock: 'negative' },
    });
    expect(withoutTime?.event).toMatchObject({ timestamp: '2026-05-01T12:00:00.000Z' });
  });

  it.each([
    ['truncate', '127.0.0.0', '203.0.113.0'],
    ['drop', undefined, undefined],
    ['keep', '127.0.0.1', '203.0.113.77'],
  ] as const)(
    'keeps of addresses what the policy %s allows, in the store and in the log',
    async (ip, own, given) => {
      const { post, events, collector, data } = await startCollector({ ip });
      await post('/v1/batch', batch([event('a'), event('b', { context: { ip: '203.0.113.77' } })]));
      const stored = await events(2);
      expect(stored.map(({ event: { context } }) => context?.ip)).toEqual([own, given]);
      await collector.close();
      const log = await openSqliteInbox(join(data, 'inbox.db'));
      expect((await log.read(0, 1))[0]?.record.ip).toBe(own);
      await log.close();
    },
  );

  it('marks bots and keeps their events', async () => {
    const { post, events } = await startCollector();
    await post('/v1/batch', batch([event('a')]), { 'user-agent': 'Googlebot/2.1' });
    await post('/v1/batch', batch([event('b')]), { 'user-agent': 'Mozilla/5.0 Firefox/150.0' });
    const [bot, person] = await events(2);
    expect(bot?.event.context).toMatchObject({ bot: true });
    expect(person?.event.context).not.toHaveProperty('bot');
  });

  it('names the events that came without a messageId, and the id that they were given', async () => {
    const { post, events } = await startCollector();
    const response = await post('/v1/batch', batch([event('a'), event('x', { messageId: undefined })]));
    const { accepted, assigned } = await response.json();
    expect(accepted).toBe(2);
    expect(assigned).toEqual([{ i: 1, messageId: expect.stringMatching(/^[A-Za-z0-9._-]{1,64}$/) }]);
    expect((await events(2))[1]?.event.messageId).toBe(assigned[0].messageId);
  });

  it('may be empty', async () => {
    const { post, admin } = await startCollector();
    expect(await (await post('/v1/batch', batch([]))).json()).toMatchObject({ accepted: 0, rejected: [] });
    expect(await admin('stats')).toMatchObject({ received: 0, lag: 0 });
  });
});

describe('paths of single types', () => {
  it('take one event each, under the long and the short name', async () => {
    const { post, events } = await startCollector();
    const bodies: Record<string, object> = {
      identify: { traits: { role: 'owner' } },
      track: { event: 'export' },
      page: { name: 'Home' },
      screen: { name: 'Home' },
      group: { groupId: 'acct_1' },
      alias: { previousId: 'u_0' },
    };
    const types = Object.keys(bodies);
    const paths = types.flatMap((type) => [`/v1/${type}`, `/v1/${type[0]}`]);
    expect(INGEST_PATHS).toEqual(expect.arrayContaining(paths));
    for (const path of paths) {
      const type = types.find((name) => name[0] === path[4]) as string;
      const body = { writeKey: WRITE_KEY, userId: 'u_1', messageId: path, ...bodies[type] };
      expect((await post(path, body)).status).toBe(200);
    }
    const stored = await events(paths.length);
    expect(stored.map(({ event: { type } }) => type)).toEqual(types.flatMap((type) => [type, type]));
    expect(stored[0]?.event).not.toHaveProperty('writeKey');
  });

  it('refuse a bad event with 400 and its issues, and keep nothing', async () => {
    const { post, admin } = await startCollector();
    const response = await post('/v1/track', { writeKey: WRITE_KEY });
    expect(response.status).toBe(400);
    const { error, issues } = await response.json();
    expect(error).toEqual({ code: 'required', path: 'event', message: 'is missing', cure: 'Add the field.' });
    expect(issues.map(({ path }: { path: string }) => path)).toEqual(['event', 'userId']);
    expect(await admin('stats')).toMatchObject({ received: 0, deadLetters: 0, lag: 0 });
  });

  it('refuse an event of another type', async () => {
    const { post } = await startCollector();
    const response = await post('/v1/track', { writeKey: WRITE_KEY, ...event('a', { type: 'page' }) });
    expect(response.status).toBe(400);
    expect((await response.json()).error.cure).toContain('/v1/page');
  });
});

describe('encodings', () => {
  const json = JSON.stringify(batch([event('a')]));

  it.each([
    ['plain JSON', json, { 'content-type': 'application/json' }],
    ['text/plain', json, { 'content-type': 'text/plain;charset=UTF-8' }],
    ['a malformed content type', json, { 'content-type': 'nonsense' }],
    ['gzip that no header names', gzipSync(json), { 'content-type': 'text/plain' }],
    ['gzip with Content-Encoding', gzipSync(json), { 'content-encoding': 'gzip' }],
  ])('takes %s', async (_name, body, headers) => {
    const { post, events } = await startCollector();
    expect((await post('/v1/batch', body, headers as unknown as Record<string, string>)).status).toBe(200);
    expect((await events(1))[0]?.event.messageId).toBe('a');
  });

  it.each([
    ['truncated gzip', gzipSync(json).subarray(0, 40), {}, 'encoding', 'body'],
    ['plain JSON that claims to be gzip', json, { 'content-encoding': 'gzip' }, 'encoding', 'body'],
    ['an unknown encoding', json, { 'content-encoding': 'br' }, 'encoding', 'headers.content-encoding'],
    ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), {}, 'encoding', 'body'],
    ['malformed JSON', '{"batch":[', {}, 'json', 'body'],
    ['an empty body', '', {}, 'required', 'body'],
    ['an array', '[]', {}, 'type', 'body'],
    ['no batch', '{}', {}, 'required', 'batch'],
    ['a batch that is no array', '{"batch":{}}', {}, 'type', 'batch'],
    ['a sentAt that is no time', `{"sentAt":"now","batch":[]}`, {}, 'value', 'sentAt'],
    ['a context that is no object', `{"context":[],"batch":[]}`, {}, 'type', 'context'],
  ])('refuses %s with 400, path and cure', async (_name, body, headers, code, path) => {
    const { post } = await startCollector();
    const response = await post('/v1/batch', body, headers as Record<string, string>);
    expect(response.status).toBe(400);
    const { error } = await response.json();
    expect(error).toEqual({ code, path, message: expect.any(String), cure: expect.stringMatching(/\w{3}/) });
  });
});

describe('limits', () => {
  const filler = (bytes: number): string => 'x'.repeat(bytes);

  it.each([
    ['plain', (body: string) => body],
    ['inflated', (body: string) => gzipSync(body)],
  ])('refuses a body that is too large when %s with 413', async (_name, encode) => {
    const { post } = await startCollector();
    const body = JSON.stringify(batch([], { context: { filler: filler(LIMITS.requestBytes) } }));
    const response = await post('/v1/batch', encode(body));
    expect(response.status).toBe(413);
    expect((await response.json()).error).toMatchObject({
      code: 'limit',
      path: 'body',
      cure: expect.any(String),
    });
  });

  it('refuses more events than a batch may hold with 413, so that the sender halves it', async () => {
    const { post } = await startCollector();
    const response = await post('/v1/batch', batch(Array(LIMITS.batchEvents + 1).fill(1)));
    expect(response.status).toBe(413);
    expect((await response.json()).error).toMatchObject({ code: 'limit', path: 'batch' });
  });

  it('refuses a context that would be kept with too many events with 413, and takes half of them', async () => {
    const { post } = await startCollector();
    const send = (count: number) => {
      const events = Array.from({ length: count }, (_, i) => event(`m${i}`));
      return post(
        '/v1/batch',
        gzipSync(JSON.stringify(batch(events, { context: { x: 'y'.repeat(30_000) } }))),
      );
    };
    const refused = await send(200);
    expect([refused.status, (await refused.json()).error]).toMatchObject([
      413,
      { code: 'limit', path: 'batch' },
    ]);
    expect((await send(100)).status).toBe(200);
  });

  it('rejects single events that are too large, and keeps the others', async () => {
    const { post } = await startCollector();
    const large = event('large', { properties: { filler: filler(LIMITS.eventBytes) } });
    const reply = await (await post('/v1/batch', batch([large, event('a')]))).json();
    expect(reply.accepted).toBe(1);
    expect(reply.rejected).toMatchObject([
      { i: 0, messageId: 'large', reason: expect.stringContaining('32768') },
    ]);
  });
});

describe('the write key', () => {
  it('comes from the Basic header before the body', async () => {
    const { post } = await startCollector();
    const body = batch([event('a')], { writeKey: 'wrong' });
    expect((await post('/v1/batch', body, basic(WRITE_KEY))).status).toBe(200);
    expect((await post('/v1/batch', batch([event('a')]), basic('wrong'))).status).toBe(401);
  });

  it.each([
    ['missing', undefined],
    ['wrong', 'wk_other'],
  ])('refuses one that is %s with 401 and the cure', async (_name, writeKey) => {
    const { post, admin } = await startCollector();
    const response = await post('/v1/batch', batch([event('a')], { writeKey }));
    expect(response.status).toBe(401);
    expect((await response.json()).error).toMatchObject({
      code: 'auth',
      path: 'writeKey',
      cure: expect.any(String),
    });
    expect(await admin('stats')).toMatchObject({ received: 0, lag: 0 });
  });

  it('is not looked for in the query of events, and the refusal says where it goes', async () => {
    const { post } = await startCollector();
    const response = await post(
      `/v1/batch?writeKey=${WRITE_KEY}`,
      batch([event('a')], { writeKey: undefined }),
    );
    expect(response.status).toBe(401);
    expect((await response.json()).error.cure).toContain('with events in the body');
  });

  it('may be one of several', async () => {
    const { post } = await startCollector({ writeKeys: ['one', 'two'] });
    expect((await post('/v1/batch', batch([], { writeKey: 'two' }))).status).toBe(200);
  });
});

describe('pages of other origins', () => {
  it('may send and read, also Retry-After and errors', async () => {
    const { post } = await startCollector();
    const response = await post('/v1/batch', '{', { origin: 'http://page.test' });
    expect(response.status).toBe(400);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')).toMatch(/Retry-After.*ETag/);
  });

  it.each(['/v1/batch', '/v1/t', '/v1/rules', '/v1/facts', '/v1/stream'])(
    'get an answer to a preflight for %s',
    async (path) => {
      const { url } = await startCollector();
      const response = await fetch(url + path, {
        method: 'OPTIONS',
        headers: { origin: 'http://page.test' },
      });
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-headers')).toMatch(/Authorization, Content-Type/);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
    },
  );
});
