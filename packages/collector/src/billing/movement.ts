import type { PaidProduct } from './monthly-amount.js';

/** How recurring revenue moves. A renewal moves nothing, and is none. */
export const MOVEMENT_KINDS = [
  'new',
  'upsell',
  'cross-sell',
  'add-on',
  'reactivation',
  'contraction',
  'churn',
] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** What an account paid for at some time. */
export interface Standing {
  products: readonly PaidProduct[];
  /** It has paid at some time up to then. */
  hasPaid: boolean;
}

/** By how much a product's revenue moved, in minor units a month: above 0 it grew. */
export interface Move {
  kind: MovementKind;
  amount: number;
  currency: string;
  product: string;
  /** The plan that it moved to; that it moved from when it ended. */
  plan: string;
}

const amountOf = (products: readonly PaidProduct[], of: PaidProduct): number =>
  products.find(
    ({ product, addOn, currency }) =>
      product === of.product && addOn === of.addOn && currency === of.currency,
  )?.monthly ?? 0;

const growth = (before: Standing, { product, addOn }: PaidProduct): MovementKind => {
  if (before.products.length === 0) return before.hasPaid ? 'reactivation' : 'new';
  if (addOn) return 'add-on';
  return before.products.some((one) => one.product === product && !one.addOn) ? 'upsell' : 'cross-sell';
};

/**
 * What moved from one standing of an account to the next, product by product and currency by currency. The first that an
 * account pays is new, also where it buys more than one thing at once; growth of what is beside a plan is of its own
 * kind; nothing left is churn.
 */
export const movesBetween = (before: Standing, after: Standing): Move[] => {
  const gone = before.products.filter((one) => amountOf(after.products, one) === 0);
  return [...after.products, ...gone].flatMap((one): Move[] => {
    const amount = amountOf(after.products, one) - amountOf(before.products, one);
    if (amount === 0) return [];
    const loss = after.products.length === 0 ? 'churn' : 'contraction';
    const kind = amount > 0 ? growth(before, one) : loss;
    return [{ kind, amount, currency: one.currency, product: one.product, plan: one.plan }];
  });
};
