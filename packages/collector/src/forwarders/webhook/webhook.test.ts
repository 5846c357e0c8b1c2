import { Webhook } from 'standardwebhooks';
import { describe, expect, it, vi } from 'vitest';
import { OK, SOON, startReceiver } from '../../testing/receiver.js';
import { fakeMemberships, startForwarding, WEBHOOK_SECRET, webhook } from '../../testing/start-forwarding.js';

// Everything here happens beside something else, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const track = (event: string, messageId: string, properties: object = {}) => ({
  type: 'track',
  event,
  userId: 'u_1',
  messageId,
  properties,
  context: { groupId: 'acct_7' },
});
const usage = { ...track('usage.reported', 'usage', { meter: 'seats', used: 9, limit: 10 }) };
const pricing = { event: 'pricing-viewed', where: { 'event.plan': 'scale' } };

describe('a webhook', () => {
  it('tells of an event that satisfies its condition, signed, with the figures of usage', async () => {
    const receiver = await startReceiver();
    const { send, counts } = await startForwarding([webhook(`${receiver.url}/hook?team=a`, [pricing])]);
    await send(
      { type: 'group', userId: 'u_1', groupId: 'acct_7', traits: { plan: 'team' } },
      { type: 'identify', userId: 'u_1', traits: { email: 'a@example.com' } },
      usage,
      track('pricing-viewed', 'm1', { plan: 'team' }),
      track('other', 'm2', { plan: 'scale' }),
      track('pricing-viewed', 'm3', { plan: 'scale' }),
    );
    const first = await receiver.first();
    expect(new Webhook(WEBHOOK_SECRET).verify(first.body, first.headers as Record<string, string>)).toEqual(
      first.json,
    );
    expect([first.path, first.headers['content-type']]).toEqual(['/hook?team=a', 'application/json']);
    expect(first.json).toEqual({
      type: 'event',
      timestamp: expect.stringMatching(/^\d{4}-/),
      data: {
        userId: 'u_1',
        accountId: 'acct_7',
        event: { name: 'pricing-viewed', messageId: 'm3', properties: { plan: 'scale' } },
        facts: {
          account: { plan: 'team', activity: expect.anything() },
          usage: { seats: { used: 9, limit: 10 } },
          trend: {},
        },
      },
    });
    await expect.poll(counts, SOON).toMatchObject({ name: 'sales', waiting: 0, dead: 0, delivered: 1 });
    expect(receiver.requests).toHaveLength(1);
  });

  it('tells of segments and stages, and not of everybody when rules are published', async () => {
    const receiver = await startReceiver();
    const memberships = fakeMemberships();
    const on = [
      { segment: 'power-users' },
      { segment: 'dormant', change: 'left' },
      { segment: 'buyers', backfill: true },
      { stage: 'seats-usage/offer' },
    ];
    const { send } = await startForwarding([webhook(receiver.url, on)], { memberships });
    memberships.add({});
    memberships.add({ change: 'left' });
    memberships.add({ name: 'dormant' });
    memberships.add({ name: 'dormant', change: 'left', viewer: { user: 'u_1', account: 'acct_7' } });
    memberships.add({ cause: 'ruleset' });
    memberships.add({ name: 'buyers', cause: 'ruleset' });
    memberships.add({ kind: 'stage', name: 'seats-usage/offer' });
    memberships.add({ kind: 'stage', name: 'seats-usage/limit' });
    await send(usage);
    const told = (await receiver.received(4)).map(({ json: { type, data } }) => [type, data]);
    const facts = { account: expect.anything(), usage: { seats: { used: 9, limit: 10 } }, trend: {} };
    const ofAccount = { accountId: 'acct_7', facts };
    expect(told).toHaveLength(4);
    expect(told).toEqual(
      expect.arrayContaining([
        ['segment.entered', { ...ofAccount, segment: 'power-users' }],
        ['segment.left', { ...ofAccount, userId: 'u_1', segment: 'dormant' }],
        ['segment.entered', { ...ofAccount, segment: 'buyers' }],
        ['stage.entered', { ...ofAccount, nudge: 'seats-usage', stage: 'offer' }],
      ]),
    );
  });

  it('sends traits of the person where the file asks for them, and further headers', async () => {
    const receiver = await startReceiver();
    const more = { include: ['user'], headers: { 'X-Api-Key': 'env:CDP' } };
    const { send } = await startForwarding([webhook(receiver.url, [{ event: 'e' }], more)]);
    await send({ type: 'identify', userId: 'u_1', traits: { email: 'a@example.com' } }, track('e', 'm1'));
    const { json, headers } = await receiver.first();
    expect(json.data.facts).toEqual({ user: { email: 'a@example.com', activity: expect.anything() } });
    expect(headers['x-api-key']).toBe('cdp_key');
  });

  it('says nothing of bots, and nothing of what was before it', async () => {
    const receiver = await startReceiver();
    const before = await startForwarding([]);
    await before.send(track('e', 'old'));
    await before.applied();
    await before.collector.close();
    const { send } = await startForwarding(
      [webhook(receiver.url, [{ event: 'e' }])],
      {},
      { data: before.data },
    );
    await send(
      { ...track('e', 'bot'), context: { userAgent: 'Googlebot/2.1 (+http://www.google.com/bot.html)' } },
      track('e', 'human'),
    );
    const first = await receiver.first();
    expect(first.json.data.event.messageId).toBe('human');
    expect(receiver.requests).toHaveLength(1);
  });

  it('signs with both secrets while one takes the place of the other', async () => {
    const receiver = await startReceiver();
    const next = 'whsec_dGhlIG5leHQgc2VjcmV0IG9mIHRoZSByZWNlaXZlci4=';
    const { send } = await startForwarding(
      [webhook(receiver.url, [{ event: 'e' }], { secret: ['env:HOOK', 'env:NEXT'] })],
      { env: { HOOK: WEBHOOK_SECRET, NEXT: next } },
    );
    await send(track('e', 'm1'));
    const { body, headers } = await receiver.first();
    for (const secret of [WEBHOOK_SECRET, next])
      new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(() =>
      new Webhook('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA').verify(body, headers as Record<string, string>),
    ).toThrow();
  });
});

describe('a receiver', () => {
  const one = [{ event: 'e' }];

  it('that fails is told again under the same id, freshly signed, until it takes it', async () => {
    const receiver = await startReceiver((reply, n) => void reply.writeHead(n < 3 ? 500 : 204).end('down'));
    const { send, counts } = await startForwarding([webhook(receiver.url, one)]);
    await send(track('e', 'm1'));
    const requests = await receiver.received(3);
    expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
    await expect.poll(counts, SOON).toMatchObject({ waiting: 0, delivered: 1 });
  });

  it('that hangs is given up after its time, told again, and holds up nobody else', async () => {
    const receiver = await startReceiver((reply, n, request) => {
      if (n > 1 || request.path === '/other') OK(reply, n, request);
    });
    const other = webhook(`${receiver.url}/other`, one, { name: 'other' });
    const { send, logged } = await startForwarding([
      webhook(receiver.url, one, { timeoutSeconds: 1 }),
      other,
    ]);
    await send(track('e', 'm1'));
    await receiver.received(3);
    expect(logged).toContainEqual(
      expect.objectContaining({ forwarder: 'sales', error: 'it did not answer within 1 s.', attempt: 1 }),
    );
  });

  it('that hangs does not hold up the collector that stops, and is told after the next start', async () => {
    const receiver = await startReceiver((reply, n, request) => {
      if (n > 1) OK(reply, n, request);
    });
    const file = [webhook(receiver.url, one, { timeoutSeconds: 60 })];
    const first = await startForwarding(file);
    await first.send(track('e', 'm1'));
    await receiver.received(1);
    const begin = performance.now();
    await first.collector.close();
    expect(performance.now() - begin).toBeLessThan(20_000);
    const second = await startForwarding(file, {}, { data: first.data });
    const requests = await receiver.received(2);
    expect(requests[1]!.headers['webhook-id']).toBe(requests[0]!.headers['webhook-id']);
    await expect.poll(second.counts, SOON).toMatchObject({ waiting: 0, delivered: 1 });
  }, 30_000);

  it('that answers two attempts has taken one delivery', async () => {
    const receiver = await startReceiver((reply, n) => {
      if (n > 1) return void reply.writeHead(200).end();
      // It takes it, and its answer never arrives.
      reply.socket?.destroy();
    });
    const { send, counts } = await startForwarding([webhook(receiver.url, one)]);
    await send(track('e', 'm1'), track('e', 'm1'));
    const requests = await receiver.received(2);
    expect(requests[0]!.headers['webhook-id']).toBe(requests[1]!.headers['webhook-id']);
    await expect.poll(counts, SOON).toMatchObject({ waiting: 0, delivered: 1 });
  });

  it('that fails for good leaves dead ones, seen in the metrics and sent again on demand', async () => {
    let isUp = false;
    const receiver = await startReceiver((reply) => void reply.writeHead(isUp ? 200 : 503).end('asleep'));
    const running = await startForwarding([webhook(receiver.url, one, { attempts: 2 })]);
    await running.send(track('e', 'm1'));
    await expect.poll(running.counts, SOON).toMatchObject({ dead: 1 });
    const { deliveries } = await running.admin('deliveries?state=dead');
    expect(deliveries).toMatchObject([
      { forwarder: 'sales', about: 'event e', attempts: 2, error: 'answered 503. asleep' },
    ]);
    const metrics = await (await running.get('/metrics', { authorization: 'Bearer sk_test' })).text();
    expect(metrics).toContain('tendril_deliveries{forwarder="sales",state="dead"} 1');
    expect(metrics).toContain('tendril_delivery_attempts_total{forwarder="sales",outcome="dead"} 1');
    isUp = true;
    expect((await running.tell(`deliveries/${deliveries[0].id}/replay`)).status).toBe(200);
    await expect.poll(running.counts, SOON).toMatchObject({ dead: 0, delivered: 1 });
    expect((await running.tell(`deliveries/${deliveries[0].id}/replay`)).status).toBe(409);
    expect((await running.tell('deliveries/msg_none/replay')).status).toBe(404);
  });

  it('that is gone is asked once', async () => {
    const receiver = await startReceiver((reply) => void reply.writeHead(410).end());
    const { send, counts } = await startForwarding([webhook(receiver.url, one)]);
    await send(track('e', 'm1'));
    await expect.poll(counts, SOON).toMatchObject({ dead: 1 });
    expect(receiver.requests).toHaveLength(1);
  });

  it('that redirects is not followed', async () => {
    const elsewhere = await startReceiver();
    const receiver = await startReceiver(
      (reply) => void reply.writeHead(307, { location: elsewhere.url }).end(),
    );
    const { send, admin, counts } = await startForwarding([webhook(receiver.url, one, { attempts: 1 })]);
    await send(track('e', 'm1'));
    await expect.poll(counts, SOON).toMatchObject({ dead: 1 });
    expect((await admin('deliveries')).deliveries[0].error).toMatch(/307: redirects are not followed/);
    expect(elsewhere.requests).toEqual([]);
  });

  it('that asks for time is given it', async () => {
    const receiver = await startReceiver(
      (reply) => void reply.writeHead(429, { 'retry-after': '3600' }).end(),
    );
    const now = Date.now();
    const { send, admin } = await startForwarding([webhook(receiver.url, one)], { now: () => now });
    await send(track('e', 'm1'));
    await expect
      .poll(async () => (await admin('deliveries')).deliveries[0]?.dueAt, SOON)
      .toBe(new Date(now + 3_600_000).toISOString());
  });
});

it('forgets a person who is deleted, in what was not delivered', async () => {
  const receiver = await startReceiver((reply) => void reply.writeHead(410).end());
  const { send, counts, tell, admin } = await startForwarding([webhook(receiver.url, [{ event: 'e' }])]);
  await send(track('e', 'm1'), { ...track('e', 'm2'), userId: 'u_2' });
  await expect.poll(counts, SOON).toMatchObject({ dead: 2 });
  await tell('people/delete', { userId: 'u_1' });
  await expect.poll(counts, SOON).toMatchObject({ dead: 1 });
  const [{ id }] = (await admin('deliveries')).deliveries;
  expect(JSON.parse((await admin(`deliveries/${id}`)).body).data.userId).toBe('u_2');
});
