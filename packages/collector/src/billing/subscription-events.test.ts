import { Analytics } from '@segment/analytics-node';
import { describe, expect, it } from 'vitest';
import { openSqliteControlStore } from '../control/sqlite-control-store.js';
import type { Scope } from '../keys/key-store.port.js';
import { makeKey } from '../keys/make-key.js';
import { SERVER_KEY } from '../keys/server-key.js';
import { filesIn } from '../open-storage.js';
import { runTendril } from '../testing/run-tendril.js';
import { SECRET_KEY, startCollector, WRITE_KEY } from '../testing/start-collector.js';
import { bearer } from '../testing/tokens.js';
import { writeFiles } from '../testing/write-files.js';
import { SUBSCRIPTION_EVENT } from './subscription-change.js';

const PROPERTIES = {
  subscription: 's_1',
  status: 'active',
  plan: 'team',
  amount: 1000,
  currency: 'EUR',
  interval: 'month',
};
const told = (messageId: string, properties: object = {}) => ({
  type: 'track',
  event: SUBSCRIPTION_EVENT,
  messageId,
  userId: 'u_1',
  context: { groupId: 'acct_7' },
  properties: { ...PROPERTIES, ...properties },
});
const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` });

const start = async () => {
  const prices = {
    price_team: { plan: 'team', product: 'core', entitlements: ['reports'] },
    seats: { addOn: true },
  };
  const running = await startCollector({ billing: writeFiles({ b: { prices } }).b });
  const control = await openSqliteControlStore(filesIn(running.data).control);
  const keyFor = async (scope: Scope): Promise<string> => {
    const { key, stored } = makeKey(scope, [scope], Date.now());
    await control.keys.create(stored);
    return key;
  };
  const keys = { events: await keyFor('events'), read: await keyFor('read') };
  await control.close();
  return {
    ...running,
    keys,
    movements: async () => {
      await running.applied();
      return (await running.admin('movements')).movements;
    },
  };
};

describe('subscription.changed', () => {
  it('takes nothing that would be too large with what the price list adds', async () => {
    const prices = { team: { entitlements: Array.from({ length: 20 }, (_, i) => `${i} ${'x'.repeat(60)}`) } };
    const { post, applied, admin } = await startCollector({ billing: writeFiles({ b: { prices } }).b });
    const send = (count: number) => {
      const batch = Array.from({ length: count }, (_, i) => told(`m${i}`));
      return post('/v1/batch', { batch }, bearer(SECRET_KEY));
    };
    const refused = await send(700);
    expect([refused.status, (await refused.json()).error]).toEqual([
      413,
      expect.objectContaining({
        code: 'limit',
        path: 'body',
        message: expect.stringContaining('price list'),
      }),
    ]);
    expect((await send(100)).status).toBe(200);
    await applied();
    expect(await admin('stats')).toMatchObject({ stored: 100, deadLetters: 0 });
  });

  it('takes a history as it was, told in any order by a library that says when it sent it', async () => {
    const { post, movements } = await start();
    const ago = (days: number) => new Date(Date.now() - days * 24 * 3600 * 1000).toISOString();
    const batch = [
      { ...told('later', { amount: 3000 }), timestamp: ago(100) },
      { ...told('first'), timestamp: ago(400) },
    ];
    await post('/v1/batch', { sentAt: new Date().toISOString(), batch }, bearer(SECRET_KEY));
    const found = (await movements()) as { at: string; kind: string; amount: number }[];
    expect(found.map(({ at, kind, amount }) => [at.slice(0, 10), kind, amount]).sort()).toEqual([
      [ago(400).slice(0, 10), 'new', 1000],
      [ago(100).slice(0, 10), 'upsell', 2000],
    ]);
  });

  it('is believed with a secret key, as Bearer or where libraries put the write key', async () => {
    const { post, keys, movements } = await start();
    const replies = [
      await post('/v1/batch', { batch: [told('1')] }, bearer(SECRET_KEY)),
      await post('/v1/track', told('2', { amount: 1500 }), bearer(keys.events)),
      await post('/v1/batch', { batch: [told('3', { amount: 1800 })] }, basic(keys.events)),
    ];
    for (const reply of replies) expect(await reply.json()).toMatchObject({ accepted: 1, rejected: [] });
    expect(await movements()).toMatchObject([
      { kind: 'new', amount: 1000 },
      { kind: 'upsell', amount: 500 },
      { kind: 'upsell', amount: 300 },
    ]);
  });

  it("is believed of Segment's library for Node, given a secret key", async () => {
    const { url, keys, movements } = await start();
    const analytics = new Analytics({ writeKey: keys.events, host: url, flushAt: 1 });
    const { event, userId, context, properties } = told('x');
    analytics.track({ event, userId, context, properties });
    await analytics.closeAndFlush();
    expect(await movements()).toMatchObject([{ kind: 'new', account: 'acct_7', amount: 1000 }]);
  });

  it('can not be forged with a write key, nor under the name that stands for a backend', async () => {
    const { post, movements, deadLetters, tell } = await start();
    const batch = await post('/v1/batch', {
      writeKey: WRITE_KEY,
      batch: [told('1'), { ...told('2'), event: 'other' }],
    });
    expect(await batch.json()).toMatchObject({
      accepted: 1,
      rejected: [{ i: 0, messageId: '1', reason: expect.stringContaining('secret key') }],
    });
    expect((await post('/v1/track', { writeKey: WRITE_KEY, ...told('3') })).status).toBe(400);
    for (const writeKey of [SERVER_KEY, 'sk_guess']) {
      expect((await post('/v1/batch', { writeKey, batch: [told('4')] })).status).toBe(401);
      expect((await post('/v1/batch', { batch: [told('4')] }, basic(writeKey))).status).toBe(401);
      expect(
        (await post('/v1/batch', { writeKey: WRITE_KEY, batch: [told('4')] }, bearer(writeKey))).status,
      ).toBe(401);
    }
    expect(await movements()).toEqual([]);
    // Not by way of a replay either.
    const [letter] = await deadLetters();
    expect((await tell(`dead-letters/${letter!.id}/replay`)).status).toBe(422);
  });

  it('needs a key that may send events', async () => {
    const { post, keys } = await start();
    expect((await post('/v1/batch', { batch: [told('1')] }, bearer(keys.read))).status).toBe(403);
  });

  it('does not let a write key take the name', async () => {
    await expect(startCollector({ writeKeys: [SERVER_KEY] })).rejects.toMatchObject({
      issue: { path: '--write-key' },
    });
  });

  it('is refused with all that is wrong with it, and kept as a dead letter', async () => {
    const { post, deadLetters, applied } = await start();
    const reply = await post(
      '/v1/batch',
      { batch: [told('1', { amount: 9.99, currency: '€' })] },
      bearer(SECRET_KEY),
    );
    const { rejected } = await reply.json();
    expect(rejected[0].reason).toMatch(/properties\.amount.*properties\.currency/);
    await applied();
    expect(await deadLetters()).toHaveLength(1);
  });

  it('is completed from the price list', async () => {
    const { post, movements, events } = await start();
    const lines = [
      { ...PROPERTIES, price: 'price_team', plan: undefined },
      { ...PROPERTIES, plan: 'seats', amount: 300, product: 'seats' },
    ];
    await post(
      '/v1/batch',
      { sentAt: new Date().toISOString(), batch: [told('1', { lines })] },
      bearer(SECRET_KEY),
    );
    expect(await movements()).toMatchObject([
      { kind: 'new', amount: 1000, plan: 'team', product: 'core' },
      { kind: 'new', amount: 300, plan: 'seats', product: 'seats' },
    ]);
    const [stored] = await events(1);
    expect(stored!.event).toMatchObject({
      sentAt: expect.any(String),
      properties: { lines: [{ price: 'price_team', entitlements: ['reports'] }, { addOn: true }] },
    });
  });

  it('is there again when the read model is built again', async () => {
    const { post, movements, collector, data } = await start();
    await post('/v1/batch', { batch: [told('1'), told('2', { amount: 3000 })] }, bearer(SECRET_KEY));
    const before = await movements();
    await collector.close();
    await runTendril(['replay', '--data', data]);
    const after = await startCollector({ data });
    expect((await after.admin('movements')).movements).toEqual(before);
  });
});

it('lists movements on the command line', async () => {
  const { post, movements, url } = await start();
  await post('/v1/batch', { batch: [told('1'), told('2', { amount: 400 })] }, bearer(SECRET_KEY));
  await movements();
  const tendril = (...args: string[]) =>
    runTendril(['movements', ...args], { TENDRIL_URL: url, TENDRIL_SECRET_KEY: SECRET_KEY });
  expect((await tendril()).printed).toMatch(/acct_7 +new +\+1000 +EUR +main +team\n.*contraction +-600 +EUR/);
  expect((await tendril('--kind', 'new', '--account', 'acct_7', '--json')).json().movements).toHaveLength(1);
  expect((await tendril('--account', 'none')).printed).toBe('There are none.\n');
  expect((await tendril('--kind', 'gain')).complained).toContain('cross-sell');
});

it.each([
  ['a slip', { pricse: {} }, 'pricse'],
  ['a text for a list', { prices: { a: { entitlements: 'x' } } }, 'prices.a.entitlements'],
  ['no object', [], '--billing'],
])('does not start with a billing file that has %s', async (_what, document, path) => {
  const { b } = writeFiles({ b: document });
  await expect(startCollector({ billing: b })).rejects.toMatchObject({ issue: { path } });
});
