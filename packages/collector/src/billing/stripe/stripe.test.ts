import { describe, expect, it } from 'vitest';
import { EventStream } from '../../testing/event-stream.js';
import { startCollector, WRITE_KEY } from '../../testing/start-collector.js';
import { STRIPE_SECRET, type StripeSays, stripeEvent, stripeSignature } from '../../testing/stripe.js';
import { bearer, TOKEN_SECRET, tokenFor } from '../../testing/tokens.js';
import { writeFiles } from '../../testing/write-files.js';

const BILLING = {
  customers: { cus_old: 'acct_old' },
  prices: {
    price_team: { plan: 'team', product: 'main', entitlements: ['reports'] },
    scale_monthly: { plan: 'scale', product: 'main', entitlements: ['reports', 'sso'] },
    price_solo: { plan: 'solo', entitlements: [] },
    price_pro: { plan: 'pro', entitlements: [] },
    price_backup: { plan: 'backup', addOn: true },
    price_storage: { plan: '100 GB', product: 'storage', addOn: true },
    price_tiered: { plan: 'tiered', product: 'main', amount: 700 },
  },
};

const start = async (stripeSecrets = [STRIPE_SECRET]) => {
  const billing = writeFiles({ 'billing.json': BILLING })['billing.json'];
  const tokens = { secrets: [{ secret: TOKEN_SECRET }] };
  const running = await startCollector({ billing, stripeSecrets, tokens });
  const deliver = (body: string, headers = stripeSignature(body)) =>
    running.post('/v1/stripe', body, headers);
  return {
    ...running,
    deliver,
    tell: async (says: StripeSays, id?: string) => (await deliver(stripeEvent(says, id))).status,
    movements: async () => {
      await running.applied();
      const { movements } = await running.admin('movements');
      return movements.map((one: { kind: string; amount: number; plan: string }) => [
        one.kind,
        one.amount,
        one.plan,
      ]);
    },
  };
};

describe('POST /v1/stripe', () => {
  it('turns a subscription into a movement, and unlocks what it pays for in open pages', async () => {
    const { url, tell, movements, get } = await start();
    const token = bearer(await tokenFor());
    const stream = await EventStream.open(`${url}/v1/stream?writeKey=${WRITE_KEY}`, token);
    expect((await stream.next()).event).toBe('ruleset');
    expect(await tell({ items: [{ price: 'price_team', quantity: 3 }] })).toBe(200);
    expect(await stream.next()).toMatchObject({
      event: 'entitlement',
      data: { entitlement: 'reports', on: true },
    });
    expect(await movements()).toEqual([['new', 3000, 'team']]);
    const { facts } = await (await get('/v1/facts', token)).json();
    expect([facts.account.plan, facts.entitlement]).toEqual(['team', { reports: true }]);
  });

  it('follows it to a yearly plan, an add-on and the end', async () => {
    const { tell, movements } = await start();
    const scale = {
      price: 'price_9',
      amount: 24_000,
      interval: 'year',
      more: { lookup_key: 'scale_monthly' },
    };
    expect(await tell({ created: 1_700_000_000 })).toBe(200);
    expect(await tell({ type: 'updated', created: 1_700_000_100, items: [scale] })).toBe(200);
    const storage = { price: 'price_storage', amount: 200 };
    expect(await tell({ type: 'updated', created: 1_700_000_200, items: [scale, storage] })).toBe(200);
    expect(await tell({ type: 'deleted', created: 1_700_000_300, items: [scale, storage] })).toBe(200);
    expect(await movements()).toEqual([
      ['new', 1000, 'team'],
      ['upsell', 1000, 'scale'],
      ['add-on', 200, '100 GB'],
      ['churn', -2000, 'scale'],
      ['churn', -200, '100 GB'],
    ]);
  });

  it('comes to the same when deliveries come twice and in another order, within one second too', async () => {
    const { tell, movements, admin } = await start();
    const created = 1_700_000_000;
    const scale = [{ price: 'scale_monthly', amount: 2500 }];
    expect(await tell({ type: 'deleted', created: created + 60 }, 'evt_c')).toBe(200);
    expect(await tell({ type: 'updated', created, items: scale }, 'evt_b')).toBe(200);
    expect(await tell({ type: 'created', created }, 'evt_a')).toBe(200);
    expect(await tell({ type: 'updated', created, items: scale }, 'evt_b')).toBe(200);
    expect((await movements()).sort()).toEqual([
      ['churn', -2500, 'scale'],
      ['new', 1000, 'team'],
      ['upsell', 1500, 'scale'],
    ]);
    expect(await admin('stats')).toMatchObject({ stored: 3, duplicates: 1 });
  });

  it('puts updates of one second in order by what each says of before', async () => {
    const created = 1_700_000_000;
    const scale = [{ price: 'scale_monthly', amount: 2500 }];
    const team = [{ price: 'price_team' }];
    const updates: StripeSays[] = [
      { before: { status: 'incomplete' } },
      { items: scale, before: { items: team } },
      { items: scale, status: 'past_due', before: { status: 'active' } },
    ];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      const { tell, movements, get } = await start();
      await tell({ created, status: 'incomplete' });
      for (const n of order) await tell({ ...updates[n], type: 'updated', created }, `evt_order_${n}`);
      expect((await movements()).filter(([, amount]: unknown[]) => amount !== 0).sort()).toEqual([
        ['new', 1000, 'team'],
        ['upsell', 1500, 'scale'],
      ]);
      const { facts } = await (await get('/v1/facts', bearer(await tokenFor()))).json();
      expect(facts.account.plan).toBe('scale');
    }
  });

  it.each<[string, (body: string) => Record<string, string>]>([
    ['no signature', () => ({})],
    ['nonsense', () => ({ 'stripe-signature': 't=1,v1=abc' })],
    ['the signature of another secret', (body) => stripeSignature(body, 'whsec_other')],
    ['the signature of another body', () => stripeSignature(stripeEvent())],
    [
      'an old signature',
      (body) => stripeSignature(body, STRIPE_SECRET, Math.floor(Date.now() / 1000) - 3600),
    ],
  ])('believes nothing with %s', async (_what, headersFor) => {
    const { deliver, movements } = await start();
    const body = stripeEvent();
    const reply = await deliver(body, headersFor(body));
    expect(reply.status).toBe(401);
    expect((await reply.json()).error).toMatchObject({ code: 'auth', path: 'headers.stripe-signature' });
    expect(await movements()).toEqual([]);
  });

  it('believes either of two secrets', async () => {
    const { deliver } = await start(['whsec_next', STRIPE_SECRET]);
    for (const secret of ['whsec_next', STRIPE_SECRET]) {
      const body = stripeEvent();
      expect((await deliver(body, stripeSignature(body, secret))).status).toBe(200);
    }
  });

  it('finds the account of a customer in the file', async () => {
    const { tell, admin, applied } = await start();
    expect(await tell({ account: null, more: { customer: { id: 'cus_old' } } })).toBe(200);
    await applied();
    expect((await admin('movements')).movements).toMatchObject([{ account: 'acct_old' }]);
  });

  it.each<[string, StripeSays, string, number]>([
    ['names no account', { account: null }, 'data.object.metadata.account', 422],
    [
      'has a price without amount',
      { items: [{ price: 'p', amount: null }] },
      'data.object.items.data[0].price',
      422,
    ],
    ['has too many items', { more: { items: { data: [], has_more: true } } }, 'data.object.items', 422],
    ['has a status that is not known', { status: 'new' }, 'properties.status', 422],
  ])('asks Stripe to come again for one that %s', async (_what, says, path, status) => {
    const { deliver, movements } = await start();
    const reply = await deliver(stripeEvent(says));
    const { error } = await reply.json();
    expect([reply.status, error.path]).toEqual([status, expect.stringContaining(path.split('.price')[0]!)]);
    expect(error.cure).not.toBe('');
    expect(await movements()).toEqual([]);
  });

  it('takes the amount of a tiered price from the file, packs of units, and nothing for what is metered', async () => {
    const { tell, movements } = await start();
    const packs = { transform_quantity: { divide_by: 10, round: 'up' }, product: 'seats' };
    const metered = { recurring: { interval: 'month', interval_count: 1, usage_type: 'metered' } };
    await tell({
      items: [
        { price: 'price_tiered', amount: null, quantity: 2 },
        { price: 'packs', amount: 500, quantity: 11, more: packs },
        { price: 'api', amount: 1, more: metered },
      ],
    });
    expect((await movements()).sort()).toEqual([
      ['new', 1000, 'packs'],
      ['new', 1400, 'tiered'],
    ]);
  });

  it('takes plans of the list for one product, though each is one of its own at Stripe', async () => {
    const { tell, movements, admin } = await start();
    const of = (price: string, amount: number, product: string) => ({ price, amount, more: { product } });
    const backup = of('price_backup', 100, 'prod_backup');
    const created = 1_700_000_000;
    await tell({ created, items: [of('price_solo', 1000, 'prod_solo')] });
    await tell({
      type: 'updated',
      created: created + 60,
      items: [of('price_pro', 2500, 'prod_pro'), backup],
    });
    expect(await movements()).toEqual([
      ['new', 1000, 'solo'],
      ['upsell', 1500, 'pro'],
      ['add-on', 100, 'backup'],
    ]);
    const products = (await admin('movements')).movements.map(({ product }: { product: string }) => product);
    expect(products).toEqual(['main', 'main', 'prod_backup']);
  });

  it('passes over what says nothing about a subscription', async () => {
    const { deliver, admin, applied } = await start();
    const body = JSON.stringify({
      id: 'evt_i',
      object: 'event',
      type: 'invoice.paid',
      created: 1,
      data: { object: {} },
    });
    expect(await (await deliver(body)).json()).toEqual({ received: 'evt_i', ignored: 'invoice.paid' });
    await applied();
    expect(await admin('stats')).toMatchObject({ received: 0 });
  });

  it('is not there without a secret', async () => {
    expect((await (await start([])).deliver(stripeEvent())).status).toBe(404);
  });
});
