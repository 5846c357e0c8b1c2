import { describe, expect, it } from 'vitest';
import { EventStream } from '../testing/event-stream.js';
import { SECRET_KEY, startCollector, WRITE_KEY } from '../testing/start-collector.js';
import { bearer, TOKEN_SECRET, tokenFor } from '../testing/tokens.js';

const tokens = { secrets: [{ secret: TOKEN_SECRET }] };
const group = (traits: object, groupId = 'acct_7') => ({ type: 'group', userId: 'u_9', groupId, traits });

const start = async (leewaySeconds = 60) => {
  const running = await startCollector({ tokens: { ...tokens, leewaySeconds } });
  const open = async (headers: Record<string, string> = {}, query = '') =>
    EventStream.open(`${running.url}/v1/stream?writeKey=${WRITE_KEY}${query}`, headers);
  return {
    ...running,
    send: (...batch: object[]) => running.post('/v1/batch', { writeKey: WRITE_KEY, batch }),
    open,
    openAs: async (who = {}, more = {}) => open({ ...bearer(await tokenFor(who)), ...more }),
    trigger: (body: object) => running.tell('triggers', body),
  };
};

/** Reads until an event of this kind comes. */
const until = async (stream: EventStream, kind: string) => {
  for (;;) {
    const message = await stream.next();
    if (message.event === kind) return message;
  }
};

describe('GET /v1/stream with a token', () => {
  it('tells of an unlocked entitlement, and that the facts are others', async () => {
    const { openAs, send, get } = await start();
    const stream = await openAs();
    expect((await stream.next()).event).toBe('ruleset');
    await send(group({ entitlements: ['reports'] }));
    expect((await stream.next()).data).toEqual({ entitlement: 'reports', on: true });
    const facts = await stream.next();
    expect(facts).toMatchObject({ event: 'facts', data: { seq: 1, version: expect.any(String) } });
    const reply = await (await get('/v1/facts', bearer(await tokenFor()))).json();
    expect(reply.version).toBe(facts.data.version);
    await send(group({ entitlements: [] }));
    expect((await until(stream, 'entitlement')).data).toEqual({ entitlement: 'reports', on: false });
  });

  it('takes the token from the query too, for EventSource', async () => {
    const { open, send } = await start();
    const stream = await open({}, `&token=${await tokenFor()}`);
    await send(group({ entitlements: ['reports'] }));
    expect((await until(stream, 'entitlement')).data.on).toBe(true);
  });

  it('tells those whom a trigger is for', async () => {
    const { openAs, trigger } = await start();
    const [user, account, other] = [
      await openAs(),
      await openAs({ user: 'u_2' }),
      await openAs({ user: 'u_3', account: 'acct_8' }),
    ];
    expect((await trigger({ user: 'u_1', name: 'recap', data: { month: 1 } })).status).toBe(200);
    expect((await until(user, 'trigger')).data).toEqual({ name: 'recap', data: { month: 1 } });
    await trigger({ account: 'acct_7', name: 'renewal' });
    expect((await until(user, 'trigger')).data).toEqual({ name: 'renewal' });
    expect((await until(account, 'trigger')).data).toEqual({ name: 'renewal' });
    await trigger({ account: 'acct_8', name: 'last' });
    expect((await until(other, 'trigger')).data).toEqual({ name: 'last' });
  });

  it('resumes: tells what was missed, in order, and nothing twice', async () => {
    const { openAs, send, trigger, applied } = await start();
    const first = await openAs();
    await send(group({ entitlements: ['a'] }));
    const { id } = await until(first, 'facts');
    await send(group({ entitlements: ['a', 'b'] }));
    await trigger({ user: 'u_1', name: 'recap' });
    await applied();
    const resumed = await openAs({}, { 'last-event-id': id });
    const told = [await resumed.next(), await resumed.next(), await resumed.next()];
    expect(told.map(({ event, data }) => [event, data.entitlement ?? data.name])).toEqual([
      ['entitlement', 'b'],
      ['trigger', 'recap'],
      ['facts', undefined],
    ]);
    const upToDate = await openAs({}, { 'last-event-id': told[2]!.id });
    await trigger({ user: 'u_1', name: 'next' });
    expect((await upToDate.next()).data).toEqual({ name: 'next' });
  });

  it('tells a newcomer of no earlier notice: the facts have it', async () => {
    const { openAs, send, applied, trigger } = await start();
    await send(group({ entitlements: ['a'] }));
    await applied();
    const stream = await openAs();
    expect([(await stream.next()).event, (await stream.next()).event]).toEqual(['ruleset', 'facts']);
    await trigger({ user: 'u_1', name: 'next' });
    expect((await stream.next()).event).toBe('trigger');
  });

  it('ends when the token expires', async () => {
    const { openAs } = await start(0);
    const stream = await openAs({ seconds: 1 });
    expect(await stream.ended()).toBe(true);
  });

  it('lasts as long as the token is believed: a clock that is ahead ends none at once', async () => {
    const { openAs, trigger } = await start();
    const stream = await openAs({ seconds: -20 });
    expect((await stream.next()).event).toBe('ruleset');
    await trigger({ user: 'u_1', name: 'still there' });
    expect((await until(stream, 'trigger')).data).toEqual({ name: 'still there' });
  });

  it('does not open for HEAD', async () => {
    const { url } = await start();
    const reply = await fetch(`${url}/v1/stream?writeKey=${WRITE_KEY}`, { method: 'HEAD' });
    expect(reply.status).toBe(404);
  });

  it('refuses a wrong token, and tells a visitor without one of the ruleset alone', async () => {
    const { get, open, send, applied, collector } = await start();
    const wrong = bearer(await tokenFor({ secret: 'another secret that is long enough, too' }));
    const refused = await get(`/v1/stream?writeKey=${WRITE_KEY}`, wrong);
    expect(refused.status).toBe(401);
    expect((await refused.json()).error.code).toBe('token-signature');
    const visitor = await open();
    await send(group({ entitlements: ['a'] }));
    await applied();
    expect((await visitor.next()).event).toBe('ruleset');
    // Whatever else it was told stands before the end.
    await collector.close();
    expect(await visitor.rest()).toBe('');
  });
});

describe('POST /v1/admin/triggers', () => {
  it('refuses what the log could not give back', async () => {
    const { trigger, applied, admin } = await start();
    const deep = JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`);
    for (const data of ['x'.repeat(40_000), deep]) {
      const reply = await trigger({ user: 'u_1', name: 'x', data });
      expect([reply.status, (await reply.json()).error.path]).toEqual([413, 'data']);
    }
    expect((await trigger({ user: 'u_1', name: 'x', data: 'x'.repeat(30_000) })).status).toBe(200);
    await applied();
    expect((await admin('stats')).deadLetters).toBe(0);
  });

  it.each([
    [{ user: 'u_1' }, 'name'],
    [{ name: 'recap' }, 'user'],
    [{ user: 'u_1', account: 'acct_7', name: 'recap' }, 'user'],
    [{ user: 7, name: 'recap' }, 'user'],
    [[], 'body'],
  ])('refuses %j', async (body, path) => {
    const { trigger } = await start();
    const response = await trigger(body);
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({ path, cure: expect.any(String) });
  });

  it('needs a key', async () => {
    const { url } = await start();
    const post = (authorization: string) =>
      fetch(`${url}/v1/admin/triggers`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: '{"user":"u_1","name":"recap"}',
      });
    expect((await post(`Bearer ${WRITE_KEY}`)).status).toBe(401);
    expect((await post(`Bearer ${SECRET_KEY}`)).status).toBe(200);
  });
});
