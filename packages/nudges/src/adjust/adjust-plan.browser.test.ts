import type { Actions } from '@tendril/core';
import type { AtLimit, JsonObject } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { createFakeDevice } from '../testing/fake-link.js';
import { openPage, SEATS } from '../testing/sample-page.js';

// biome-ignore lint/suspicious/noThenProperty: a word of the document
const LIMIT: AtLimit = { then: 'adjust', agreed: 'account.agreed', plan: 'business' };

const PLANS = [
  { id: 'team', name: 'Team', limits: { seats: 10 } },
  { id: 'business', name: 'Business', limits: { seats: 25 } },
  { id: 'scale', name: 'Scale' },
];

async function open({
  agreed = ['business'] as JsonObject[string] | undefined,
  limit = LIMIT,
  upgrade = (() => ({ usage: { seats: { used: 10, limit: 25 } } })) as Actions['upgrade'],
  device = createFakeDevice(),
  test = undefined as (typeof SEATS)['test'],
  plans = undefined as (typeof SEATS)['what']['plans'],
} = {}) {
  const [full, ...rest] = SEATS.what.stages ?? [];
  const stages = full ? [{ ...full, limit }, ...rest] : [];
  const asked: unknown[] = [];
  const page = await openPage({
    device,
    nudges: [{ ...SEATS, what: { ...SEATS.what, stages, ...(plans && { plans }) }, ...(test && { test }) }],
    actions: {
      upgrade: (request) => {
        asked.push(request);
        return upgrade?.(request);
      },
    },
  });
  if (agreed !== undefined) page.link.facts.account({ agreed });
  return { ...page, asked };
}

it('at the limit the host is asked to adjust what was agreed to, and what comes of it is applied and recorded', async () => {
  const page = await open();
  await page.seats(9);
  expect(page.asked, 'not before').toEqual([]);
  await page.seats(10);
  await page.settle();
  expect(page.asked).toEqual([
    {
      nudge: 'seats',
      automatic: true,
      agreed: ['business'],
      idempotencyKey: 'seats:3:acct_1:s100:10',
      plan: 'business',
    },
  ]);
  expect(page.link.facts.facts.get().usage.seats).toEqual({ used: 10, limit: 25 });
  const [action] = page.tracked.filter(({ name }) => name === 'nudge.action');
  expect(action?.properties).toMatchObject({ do: 'upgrade', automatic: true, stage: 's100' });
});

it.each([
  ['nothing', undefined],
  ['null', null],
  ['false', false],
  ['0', 0],
  ['other plans', ['team', 'scale']],
  ['no plan', []],
])('never where the customer agreed to %s', async (_, agreed) => {
  const page = await open({ agreed: agreed as never });
  if (agreed === undefined) page.link.facts.facts.set({ user: {}, account: {}, usage: {} });
  await page.seats(10);
  await page.settle();
  expect(page.asked).toEqual([]);
  expect(page.names()).not.toContain('nudge.action');
});

it('an amount that was agreed to goes to the host, which keeps to it', async () => {
  const page = await open({ agreed: 200 });
  await page.seats(10);
  await page.settle();
  expect(page.asked).toMatchObject([{ agreed: 200 }]);
});

it.each([
  [['business', 'scale'], [{ plan: 'business' }]],
  [['scale'], []],
])(
  'without a plan of its own the one that fits is asked for, where %j are agreed to',
  async (agreed, asked) => {
    // biome-ignore lint/suspicious/noThenProperty: a word of the document
    const page = await open({ agreed, limit: { then: 'adjust', agreed: 'account.agreed' }, plans: PLANS });
    page.link.facts.account({ plan: 'team' });
    await page.seats(10);
    await page.settle();
    expect(page.asked).toMatchObject(asked);
    expect(page.asked).toHaveLength(asked.length);
  },
);

it.each([
  // biome-ignore lint/suspicious/noThenProperty: a word of the document
  ['block', { then: 'block' }],
  // biome-ignore lint/suspicious/noThenProperty: a word of the document
  ['grace', { then: 'grace', until: 'account.until' }],
] as [string, AtLimit][])('a stage that is to %s asks for nothing', async (_, limit) => {
  const page = await open({ limit });
  await page.seats(10);
  await page.settle();
  expect(page.asked).toEqual([]);
});

it('once an episode: not again in another tab, after a reload, or after a refusal', async () => {
  const device = createFakeDevice();
  const upgrade = () => Promise.reject(new Error('No card.'));
  const [one, two] = [await open({ device, upgrade }), await open({ device, upgrade })];
  await Promise.all([one.seats(10), two.seats(10)]);
  await one.settle();
  await two.settle();
  const reloaded = await open({ device, upgrade });
  await reloaded.seats(10);
  await reloaded.settle();
  expect([...one.asked, ...two.asked, ...reloaded.asked]).toHaveLength(1);
  const errors = [...one.tracked, ...two.tracked].filter(({ name }) => name === 'nudge.error');
  expect(errors.map(({ properties }) => properties.message)).toEqual(['The plan was not adjusted: No card.']);
  expect(one.text() || two.text(), 'the limit is still said').toMatch(/^10 of 10/);
  await reloaded.seats(20, 20);
  await reloaded.settle();
  expect(reloaded.asked, 'another limit is another episode').toHaveLength(1);
});

it('not for a control group', async () => {
  const arms = [{ id: 'control', weight: 1, show: false }];
  const page = await open({ test: { key: 'k', unit: 'account', arms } });
  await page.seats(10);
  await page.settle();
  expect(page.asked).toEqual([]);
});

it('not where the device can not remember that it was asked for', async () => {
  const page = await open();
  page.link.ports.store.update = () => Promise.reject(new Error('no disk'));
  await page.seats(10);
  await page.settle();
  expect(page.asked).toEqual([]);
});
