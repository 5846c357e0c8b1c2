import { USAGE_EVENT } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { startCollector, WRITE_KEY } from '../testing/start-collector.js';
import { bearer, TOKEN_SECRET, tokenFor } from '../testing/tokens.js';

const NOW = Date.parse('2026-01-20T12:00:00.000Z');
const tokens = { secrets: [{ secret: TOKEN_SECRET }] };
const on = (day: string): string => `2026-01-${day}T12:00:00.000Z`;
const inAccount = { context: { groupId: 'acct_7' } };
const seats = (used: number, day: string) => ({
  type: 'track',
  event: USAGE_EVENT,
  properties: { meter: 'seats', used, limit: 10 },
  userId: 'u_2',
  timestamp: on(day),
  ...inAccount,
});
const did = (event: string, userId: string, day: string) => ({
  type: 'track',
  event,
  userId,
  timestamp: on(day),
  ...inAccount,
});

const HISTORY = [
  { type: 'identify', userId: 'u_1', traits: { role: 'owner', name: 'Ada' } },
  { type: 'identify', userId: 'u_2', traits: { role: 'member' } },
  { type: 'group', userId: 'u_1', groupId: 'acct_7', traits: { plan: 'team', entitlements: ['reports'] } },
  seats(4, '16'),
  seats(6, '18'),
  did('export', 'u_1', '19'),
  did('invite', 'u_1', '20'),
  did('export', 'u_3', '01'),
];

/** A collector that has seen the history at noon of 20 January. */
const start = async () => {
  const running = await startCollector({ tokens }, { now: () => NOW });
  const send = async (batch: unknown[], more: object = {}) => {
    const reply = await (await running.post('/v1/batch', { writeKey: WRITE_KEY, batch, ...more })).json();
    await running.applied();
    return reply;
  };
  const facts = async (who: Parameters<typeof tokenFor>[0] = {}) =>
    (await running.get('/v1/facts', bearer(await tokenFor(who, NOW)))).json();
  const { seq } = await send(HISTORY);
  return { ...running, send, facts, seq };
};

describe('GET /v1/facts', () => {
  it('says what is known of the person and the account of the token', async () => {
    const { facts, seq } = await start();
    expect(await facts()).toEqual({
      version: expect.stringMatching(/^\w+\.\w+\.[\w-]{16}$/),
      seq,
      counters: {},
      ledger: {},
      facts: {
        user: { role: 'owner', name: 'Ada', activity: { days7: 2, days30: 2, features: 2 } },
        account: {
          plan: 'team',
          activity: { days7: 4, days30: 5, features: 2, users: 3, roles: { owner: 1, member: 1 } },
        },
        usage: { seats: { used: 6, limit: 10 } },
        entitlement: { reports: true },
        trend: { seats: { perDay: 1, daysToLimit: 2 } },
      },
    });
  });

  it('never says anything of another account, nor of a colleague', async () => {
    const { facts, get } = await start();
    const stranger = await facts({ user: 'u_9', account: 'acct_8' });
    expect(stranger.facts.account).toEqual({
      activity: { days7: 0, days30: 0, features: 0, users: 0, roles: {} },
    });
    expect(JSON.stringify(stranger)).not.toMatch(/team|Ada|reports|seats/);
    const own = bearer(await tokenFor({ user: 'u_9', account: 'acct_8' }, NOW));
    const asked = await (await get('/v1/facts?account=acct_7&user=u_1&groupId=acct_7', own)).json();
    expect(asked.facts).toEqual(stranger.facts);
    const colleague = await facts({ user: 'u_2' });
    expect(colleague.facts.user).toMatchObject({ role: 'member' });
    expect(JSON.stringify(colleague)).not.toContain('Ada');
  });

  it('says nothing of an account to a token that names none', async () => {
    const { facts } = await start();
    const { facts: own } = await facts({ account: undefined as never });
    expect(own).toEqual({ user: expect.objectContaining({ name: 'Ada' }), usage: {}, trend: {} });
  });

  it.each([
    ['no token', '', 401, 'token-missing'],
    ['the write key', `Bearer ${WRITE_KEY}`, 401, 'token-malformed'],
    ['the secret key', 'Bearer sk_test', 401, 'token-malformed'],
  ])('refuses %s, in a way that pages can read', async (_name, authorization, status, code) => {
    const { get } = await startCollector({ tokens });
    const response = await get('/v1/facts', { authorization });
    expect(response.status).toBe(status);
    expect((await response.json()).error).toMatchObject({ code, cure: expect.any(String) });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('gives the baselines of counters that its source knows, for this person and account', async () => {
    const asked: unknown[] = [];
    const leaf = { unit: 'day' as const, first: 20_000, counts: [1, 0, 2], from: 0 };
    const baselines = async (viewer: unknown) => {
      asked.push(viewer);
      return { leaf };
    };
    const { get } = await startCollector({ tokens }, { now: () => NOW, counters: { baselines } });
    const reply = await (await get('/v1/facts', bearer(await tokenFor({}, NOW)))).json();
    expect(reply.counters).toEqual({ leaf });
    expect(asked).toEqual([{ user: 'u_1', account: 'acct_7' }]);
  });

  it('is answered with 304 to who has it, until something changes', async () => {
    const { get, send } = await start();
    const mine = bearer(await tokenFor({}, NOW));
    const first = await get('/v1/facts', mine);
    const etag = first.headers.get('etag') as string;
    expect(etag).toBe(`"${(await first.json()).version}"`);
    const again = () => get('/v1/facts', { ...mine, 'if-none-match': etag });
    expect((await again()).status).toBe(304);
    const other = bearer(await tokenFor({ user: 'u_9', account: 'acct_8' }, NOW));
    expect((await get('/v1/facts', { ...other, 'if-none-match': etag })).status).toBe(200);
    await send([seats(7, '20')]);
    expect((await again()).status).toBe(200);
  });

  it('says which events of the client are counted in', async () => {
    const { get, send } = await start();
    const [mine, path] = [bearer(await tokenFor({}, NOW)), `/v1/facts?writeKey=${WRITE_KEY}&sent=m-1,m-2`];
    const ask = async () => (await get(path, { ...mine, 'if-none-match': '*' })).json();
    expect((await ask()).holds).toEqual([]);
    const { seq } = await send([{ ...did('export', 'u_1', '20'), messageId: 'm-2' }]);
    expect(await ask()).toMatchObject({ holds: ['m-2'], seq });
    await send([{ type: 'no such type', messageId: 'm-1' }]);
    expect((await ask()).holds).toEqual(['m-1', 'm-2']);
  });

  it.each([
    ['no write key', '?sent=m-1', 401, 'auth'],
    ['more events than are allowed', `?writeKey=${WRITE_KEY}&sent=${'m,'.repeat(200)}`, 400, 'limit'],
  ])('refuses a question about events with %s', async (_name, query, status, code) => {
    const { get } = await start();
    const response = await get(`/v1/facts${query}`, bearer(await tokenFor({}, NOW)));
    expect([response.status, (await response.json()).error.code]).toEqual([status, code]);
  });

  it('is kept by no cache', async () => {
    const { get } = await start();
    const response = await get('/v1/facts', bearer(await tokenFor({}, NOW)));
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('the version of facts in a reply to a batch', () => {
  it('is told to a client that shows one it was given for the same person, and changes with the facts', async () => {
    const { facts, send } = await start();
    const { version } = await facts();
    const quiet = await send([did('export', 'u_1', '20')], { facts: version });
    expect(quiet.facts).toBe(version);
    await send([seats(7, '20')]);
    const news = await send([did('export', 'u_1', '20')], { facts: version });
    expect(news.facts).not.toBe(version);
    const { version: current, seq, facts: now } = await facts();
    expect(current).toBe(news.facts);
    expect(seq).toBe(news.seq);
    expect(now.usage.seats.used).toBe(7);
  });

  it('is told to nobody else', async () => {
    const { facts, send } = await start();
    const { version } = await facts();
    const batches: [object, object][] = [
      [did('export', 'u_1', '20'), {}],
      [did('export', 'u_2', '20'), { facts: version }],
      [{ ...did('export', 'u_1', '20'), context: { groupId: 'acct_8' } }, { facts: version }],
      [{ type: 'page', anonymousId: 'anon' }, { facts: version }],
      [did('export', 'u_1', '20'), { facts: 'made.up.version' }],
    ];
    for (const [event, more] of batches) expect(await send([event], more)).not.toHaveProperty('facts');
  });
});
