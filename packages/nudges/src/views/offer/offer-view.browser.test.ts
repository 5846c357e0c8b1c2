import { expect, it } from 'vitest';
import { openView } from '../../testing/open-view.js';
import { atLimit, sampleOf } from '../../testing/sample-views.js';

const cards = (view: ShadowRoot) =>
  [...view.querySelectorAll('.plan')].map((plan) =>
    ['.name', '.price', '.mark'].map((one) => plan.querySelector(one)?.textContent),
  );

it('a gate compares plans: which one the account has and which one fits is said in text', async () => {
  const page = await openView(sampleOf('gate'));
  expect(cards(page.view)).toEqual([
    ['Team', '€49 a month', 'Your plan'],
    ['Business', '€119 a month', 'Fits you'],
  ]);
  expect([...page.view.querySelectorAll('.plan ul')].map((one) => one.textContent)).toEqual([
    '10 seats',
    '25 seats',
  ]);
  expect(page.get('.plans').getAttribute('role') ?? page.get('.plans').tagName).toBe('UL');
  expect(page.get('h2.title').textContent).toBe('A gate for Acme');
});

it('no plan is said to fit where none has room', async () => {
  const page = await openView(sampleOf('gate'));
  await page.seats(25, 25);
  expect(cards(page.view).map(([, , mark]) => mark)).toEqual(['Your plan', undefined]);
});

it.each([
  [{ how: 'block' }, 'Nothing more can be added until there is room.'],
  [{ how: 'grace', until: 'account.graceUntil' }, 'You can go on until Dec 1, 2026.'],
  [
    { how: 'adjust', agreed: 'account.plan' },
    'You agreed that your plan is raised automatically at the limit.',
  ],
] as const)('at the limit it says what the host chose: %j', async (limit, text) => {
  const page = await openView(sampleOf('banner', { stages: [atLimit(limit)] }));
  expect(page.says('.limit')).toBe(text);
});

it.each([
  ['a button that buys', [{ id: 'primary', label: 'Upgrade', do: 'upgrade' }], 2],
  ['a way to the plans', [{ id: 'primary', label: 'All plans', do: 'navigate', url: '/plans' }], 2],
  ['neither', [{ id: 'primary', label: 'Got it', do: 'dismiss' }], 0],
] as const)('a stage with %s compares as many plans as belong there', async (_, actions, plans) => {
  const { what } = sampleOf('gate');
  const stage = { id: 's', if: {}, content: { en: { actions: [...actions] } } };
  const over = { plans: what.plans ?? [], stages: [stage], meter: { usage: 'seats' } };
  const page = await openView(sampleOf('banner', over));
  expect(cards(page.view)).toHaveLength(plans);
  expect(page.says('.title')).toBe('A banner for Acme');
  expect(page.get('meter').getAttribute('value')).toBe('9');
});

it.each([
  ['nothing', undefined, null],
  ['another plan', ['scale'], null],
  ['the plan that fits', ['business'], 'You agreed that your plan is raised automatically at the limit.'],
])('of an adjustment it speaks as the customer agreed: to %s', async (_, agreed, text) => {
  const { plans = [] } = sampleOf('gate').what;
  const stages = [atLimit({ how: 'adjust', agreed: 'account.agreed' })];
  const page = await openView(sampleOf('banner', { plans, stages }));
  page.link.facts.account(agreed ? { agreed } : {});
  await page.settle();
  expect(page.view.querySelector('.limit')?.textContent ?? null).toBe(text);
});

it('a grace that ends nobody knows when is not spoken of: the nudge does not show, and explain says why', async () => {
  const page = await openView(sampleOf('banner'));
  const nudge = sampleOf('banner', { stages: [atLimit({ how: 'grace', until: 'account.unheard' })] });
  page.link.ruleset.set({ version: '1', nudges: [nudge] });
  await page.settle();
  expect(page.host('banner')).toBeUndefined();
  expect(page.state.explain?.('banner')[0]).toMatchObject({
    shown: false,
    reason: 'fact-missing',
    gates: expect.arrayContaining([
      { gate: 'fact-missing', pass: false, values: { fact: 'account.unheard' } },
    ]),
  });
});
