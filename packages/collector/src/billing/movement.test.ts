import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DatedChange, deriveMovements } from './derive-movements.js';
import { monthlyAmount, type PaidProduct, paidProducts } from './monthly-amount.js';
import { type MovementKind, movesBetween } from './movement.js';
import type { SubscriptionChange, SubscriptionLine } from './subscription-change.js';

type Product = [product: string, plan: string, monthly: number, currency: string, addOn: boolean];
type MoveRow = [kind: MovementKind, amount: number, currency: string, product: string, plan: string];
type Row = [name: string, before: Product[], hasPaid: boolean, after: Product[], moves: MoveRow[]];

const TABLE = new URL('./movements.golden.json', import.meta.url);
const { rows } = JSON.parse(readFileSync(TABLE, 'utf8')) as { rows: Row[] };

const toProducts = (products: Product[]): PaidProduct[] =>
  products.map(([product, plan, monthly, currency, addOn]) => ({ product, plan, monthly, currency, addOn }));

describe('the golden table', () => {
  it.each(rows)('%s', (_name, before, hasPaid, after, moves) => {
    const found = movesBetween(
      { products: toProducts(before), hasPaid },
      { products: toProducts(after), hasPaid: true },
    );
    expect(
      found.map(({ kind, amount, currency, product, plan }) => [kind, amount, currency, product, plan]),
    ).toEqual(moves);
  });

  it.each(rows)('%s: what moves is the difference', (_name, before, _hasPaid, after, moves) => {
    const sums = new Map<string, number>();
    const add = (currency: string, amount: number) => sums.set(currency, (sums.get(currency) ?? 0) + amount);
    for (const [, , monthly, currency] of after) add(currency, monthly);
    for (const [, , monthly, currency] of before) add(currency, -monthly);
    for (const [, amount, currency] of moves) add(currency, -amount);
    for (const sum of sums.values()) expect(sum).toBe(0);
  });
});

it.each([
  [1200, 'month', 1, 1200],
  [12_000, 'year', 1, 1000],
  [10_000, 'year', 1, 833],
  [36_000, 'year', 3, 1000],
  [3000, 'month', 3, 1000],
  [700, 'week', 1, 3042],
  [100, 'day', 1, 3042],
  [100, 'day', 30, 101],
  [0, 'month', 1, 0],
] as const)('counts %d a %s (%d) as %d a month', (amount, interval, intervalCount, monthly) => {
  expect(monthlyAmount({ amount, interval, intervalCount })).toBe(monthly);
});

const line = (more: Partial<SubscriptionLine> = {}): SubscriptionLine => ({
  ...{ plan: 'team', product: 'main', amount: 1000, currency: 'EUR', interval: 'month', intervalCount: 1 },
  ...{ quantity: 1, addOn: false },
  ...more,
});
const subscription = (more: Partial<SubscriptionChange> = {}): SubscriptionChange => ({
  account: 'acct_7',
  subscription: 'sub_1',
  status: 'active',
  lines: [line()],
  ...more,
});

it.each([
  ['active', 1000],
  ['past_due', 1000],
  ['trialing', 0],
  ['unpaid', 0],
  ['paused', 0],
  ['incomplete', 0],
  ['canceled', 0],
] as const)('takes %s for %d a month', (status, monthly) => {
  const products = paidProducts([subscription({ status })]);
  expect(products.reduce((sum, product) => sum + product.monthly, 0)).toBe(monthly);
});

it('adds up what is of one product, by whatever subscriptions', () => {
  const seats = line({ plan: 'seats', amount: 300 });
  expect(
    paidProducts([subscription({ lines: [seats, line()] }), subscription({ subscription: 'sub_2' })]),
  ).toEqual([{ product: 'main', addOn: false, currency: 'EUR', monthly: 2300, plan: 'team' }]);
});

const dated = (id: string, more: Partial<SubscriptionChange>): DatedChange => ({
  id,
  at: `2026-01-01T00:00:0${id}.000Z`,
  change: subscription(more),
});

it('follows an account from its trial to its end and back', () => {
  const movements = deriveMovements([
    dated('1', { status: 'trialing' }),
    dated('2', {}),
    dated('3', {}),
    dated('4', { subscription: 'sub_2', lines: [line({ product: 'analytics', amount: 500 })] }),
    dated('5', { status: 'canceled', lines: [] }),
    dated('6', {
      subscription: 'sub_2',
      status: 'unpaid',
      lines: [line({ product: 'analytics', amount: 500 })],
    }),
    dated('7', { lines: [line({ amount: 24_000, interval: 'year' })] }),
  ]);
  expect(movements.map(({ id, kind, amount }) => [id, kind, amount])).toEqual([
    ['2/0', 'new', 1000],
    ['4/0', 'cross-sell', 500],
    ['5/0', 'contraction', -1000],
    ['6/0', 'churn', -500],
    ['7/0', 'reactivation', 2000],
  ]);
});
