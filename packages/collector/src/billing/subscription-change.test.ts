import { expect, it } from 'vitest';
import { readSubscription, subscriptionIssues } from './subscription-change.js';

const flat = {
  subscription: 's',
  status: 'active',
  plan: 'team',
  amount: 100,
  currency: 'eur',
  interval: 'month',
};
const event = (properties: unknown, account: string | undefined = 'acct_7') => ({
  properties,
  context: { groupId: account },
});
const full = {
  ...{ plan: 'team', product: 'main', amount: 100, currency: 'EUR', interval: 'month', intervalCount: 1 },
  ...{ quantity: 1, addOn: false },
};

it.each([
  ['one line by itself', flat, { status: 'active', lines: [full] }],
  [
    'lines',
    { ...flat, lines: [{ ...flat, addOn: true, entitlements: ['a'] }] },
    { lines: [{ ...full, addOn: true, entitlements: ['a'] }] },
  ],
  ['no lines', { subscription: 's', status: 'active', lines: [] }, { lines: [] }],
  ['an end', { subscription: 's', status: 'canceled' }, { status: 'canceled', lines: [] }],
])('reads %s', (_what, properties, expected) => {
  expect(subscriptionIssues(event(properties))).toEqual([]);
  expect(readSubscription(event(properties))).toMatchObject({
    account: 'acct_7',
    subscription: 's',
    ...expected,
  });
});

it.each([
  ['no properties', undefined, ['properties']],
  ['no subscription', { ...flat, subscription: '' }, ['properties.subscription']],
  ['an unknown status', { ...flat, status: 'ok' }, ['properties.status']],
  ['euros instead of cents', { ...flat, amount: 9.5 }, ['properties.amount']],
  ['a negative amount', { ...flat, amount: -1 }, ['properties.amount']],
  ['a text for an amount', { ...flat, amount: '100' }, ['properties.amount']],
  ['a sign for a currency', { ...flat, currency: '€' }, ['properties.currency']],
  ['an unknown interval', { ...flat, interval: 'monthly' }, ['properties.interval']],
  [
    'no price',
    { subscription: 's', status: 'active', plan: 'team' },
    ['properties.amount', 'properties.currency', 'properties.interval'],
  ],
  ['a bad line', { ...flat, lines: [{ ...flat, quantity: 1.5 }] }, ['properties.lines[0].quantity']],
])('refuses %s', (_what, properties, paths) => {
  const issues = subscriptionIssues(event(properties));
  expect(issues.map(({ path }) => path)).toEqual(paths);
});

it('needs the account that pays', () => {
  expect(subscriptionIssues({ properties: flat })).toMatchObject([
    { path: 'context.groupId', code: 'required' },
  ]);
});
