import { expect, test } from 'vitest';
import { createFakeBrowser } from './testing/fake-browser.js';
import { wholeEvents } from './testing/fill-store.js';
import { turn } from './testing/turn.js';

/** Any method with any arguments, as untyped pages call them. */
type Loose = { [method: string]: (...args: unknown[]) => unknown };

async function setUp() {
  const browser = createFakeBrowser();
  const tab = browser.openTab();
  await turn();
  const events = async () => {
    await turn();
    return wholeEvents(await browser.store.rows());
  };
  return { ...tab, browser, events, calls: tab.tendril as unknown as Loose };
}

const circular: { [key: string]: unknown } = {};
circular.self = circular;
const trap = {
  get used(): never {
    throw new Error('do not touch');
  },
};
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

const UNWRITABLE: [string, unknown][] = [
  ['a circle', circular],
  ['a BigInt', { count: 1n }],
  ['a getter that throws', trap],
  ['a toJSON that throws', { toJSON: () => trap.used }],
  ['a revoked proxy', revoked()],
];
const TAKERS: [string, string][] = [
  ['track', 'event'],
  ['identify', 'u_1'],
  ['group', 'acct_1'],
  ['page', 'Reports'],
  ['usage', 'seats'],
];
const cases = TAKERS.flatMap(([method, name]) =>
  UNWRITABLE.map(([what, value]) => [method, what, name, value] as const),
);

test('what a getter throws may be anything', async () => {
  const { calls, drops } = await setUp();
  const properties = {
    get role() {
      throw { message: Symbol('no text') };
    },
  };
  expect(() => calls.track!('event', properties)).not.toThrow();
  expect(drops).toMatchObject([{ reason: 'unserializable', detail: 'Symbol(no text)' }]);
});

test.each(cases)('%s with %s is one drop, and no exception', async (method, _, name, value) => {
  const { calls, drops, events } = await setUp();
  const messageId = calls[method]!(name, value);
  expect(drops).toMatchObject([{ reason: 'unserializable', messageId }]);
  expect(await events()).toEqual([]);
});

test.each([undefined, null, '', 7, {}, [], Symbol('name'), () => 'name'])(
  'a name that is %s is one drop `invalid`',
  async (name) => {
    const { calls, drops, events } = await setUp();
    for (const method of ['track', 'identify', 'group', 'alias']) {
      const messageId = calls[method]!(name);
      expect(drops.splice(0)).toMatchObject([{ reason: 'invalid', messageId }]);
    }
    expect(await events()).toEqual([]);
  },
);

test.each([
  [undefined],
  ['seats'],
  ['seats', {}],
  ['seats', { used: '9' }],
  ['seats', { used: Number.NaN }],
  ['seats', { used: 9, limit: Number.POSITIVE_INFINITY }],
  ['seats', { used: 9, limit: null }],
  ['seats', 9],
  [9, { used: 9 }],
])('usage(%j, %j) is one drop `invalid` that says what to give', async (...args) => {
  const { calls, drops, tendril } = await setUp();
  calls.usage!(...args);
  expect(drops).toMatchObject([
    {
      reason: 'invalid',
      detail: expect.stringMatching(/^usage: (wants { used, limit }|wants a text)$/),
    },
  ]);
  expect(tendril.stats().dropped).toEqual({ invalid: 1 });
});

test.each([
  ['nothing', undefined, {}],
  ['null', null, {}],
  ['a list', [1, 2], {}],
  ['a text', 'text', {}],
  ['a function', () => {}, {}],
  ['a date', new Date(0), {}],
  [
    'members that JSON leaves out',
    { fn() {}, symbol: Symbol('s'), nothing: undefined, kept: 1 },
    { kept: 1 },
  ],
  [
    'members that JSON rewrites',
    { at: new Date(0), nan: Number.NaN },
    { at: '1970-01-01T00:00:00.000Z', nan: null },
  ],
])('properties that are %s become an object', async (_, given, properties) => {
  const { calls, events, drops } = await setUp();
  calls.track!('event', given);
  expect((await events())[0]?.properties).toEqual(properties);
  expect(drops).toEqual([]);
});

test('a key __proto__ changes no prototype, here or in the facts', async () => {
  const { calls, events, link } = await setUp();
  const traits = JSON.parse('{"__proto__":{"admin":true},"plan":"team"}');
  calls.identify!('u_1', traits);
  calls.group!('acct_1', traits);
  calls.usage!('__proto__', { used: 1 });
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
  const { user, account, usage } = link.facts.facts.get();
  for (const root of [user, account, usage]) expect(Object.getPrototypeOf(root)).toBe(Object.prototype);
  expect((await events())[0]?.traits?.plan).toBe('team');
});

test('a huge text is a drop `too_large`', async () => {
  const { tendril, drops, events } = await setUp();
  tendril.track('event', { text: 'x'.repeat(5_000_000) });
  expect(drops.map(({ reason }) => reason)).toEqual(['too_large']);
  expect(await events()).toEqual([]);
});

test('what the host does to its objects after a call changes neither the event nor the facts', async () => {
  const browser = createFakeBrowser();
  browser.collector.otherwise = { status: 503 }; // so that the row stays to be looked at
  const tab = browser.openTab();
  const { tendril } = tab;
  const traits = { plan: 'team', seats: { used: 1 } };
  tendril.group('acct_1', traits);
  traits.seats.used = 99;
  traits.plan = 'changed';
  await turn();
  expect(wholeEvents(await browser.store.rows())[0]?.traits).toEqual({
    plan: 'team',
    seats: { used: 1 },
  });
  expect(tab.link.facts.facts.get().account).toEqual({ plan: 'team', seats: { used: 1 } });
});

test('a beforeSend that edits in place does not reach the host’s own object', async () => {
  const browser = createFakeBrowser();
  browser.collector.otherwise = { status: 503 }; // so that the row stays to be looked at
  const { tendril } = browser.openTab({
    beforeSend(event) {
      delete event.properties?.email;
      return event;
    },
  });
  const form = { email: 'ada@example.com' };
  tendril.track('signed-up', form);
  await turn();
  expect(form.email).toBe('ada@example.com');
  expect((await browser.store.rows())[0]?.body).not.toContain('ada@');
});

test('page records where it is, and what the caller says on top of that', async () => {
  const { tendril, events } = await setUp();
  tendril.page('Reports', { path: '/custom', tab: 'sales' });
  tendril.page();
  const [named, bare] = await events();
  expect(named).toMatchObject({ type: 'page', name: 'Reports' });
  expect(named?.properties).toEqual({
    url: 'https://app.example.com/reports',
    path: '/custom',
    tab: 'sales',
  });
  expect(bare).not.toHaveProperty('name');
});

test('usage is a track event and a fact', async () => {
  const { tendril, events, link } = await setUp();
  tendril.usage('seats', { used: 9, limit: 10 });
  expect((await events())[0]).toMatchObject({
    type: 'track',
    event: 'usage.reported',
    properties: { meter: 'seats', used: 9, limit: 10 },
  });
  expect(link.facts.facts.get().usage).toEqual({ seats: { used: 9, limit: 10 } });
});

test('alias names the earlier id', async () => {
  const { tendril, events } = await setUp();
  tendril.alias('u_old');
  expect((await events())[0]).toMatchObject({ type: 'alias', previousId: 'u_old' });
});

test('a gate tells the person’s entitlements, and records a refusal as intent', async () => {
  const { tendril, events } = await setUp();
  expect(tendril.gate('advanced-reports')).toEqual({ allowed: false, reason: 'not-entitled' });
  tendril.group('acct_7', { plan: 'team', entitlements: ['advanced-reports'] });
  expect(tendril.gate('advanced-reports')).toEqual({ allowed: true, reason: 'entitled' });
  const seen = await events();
  expect(seen.map(({ type, event }) => event ?? type)).toEqual(['gate.refused', 'group']);
  expect(seen[0]?.properties).toEqual({ entitlement: 'advanced-reports' });
});
