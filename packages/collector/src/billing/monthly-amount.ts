import type { SubscriptionChange, SubscriptionLine } from './subscription-change.js';

const DAYS_OF_YEAR = 365;
/** How many of an interval a month has, on the average of a year. */
const IN_A_MONTH = { day: DAYS_OF_YEAR / 12, week: DAYS_OF_YEAR / 7 / 12, month: 1, year: 1 / 12 };

/** Only these bring revenue: somebody who is late with a payment is a customer until it is given up. */
const PAYING: readonly string[] = ['active', 'past_due'];

/** A slip of a backend must not become a figure that a database gives back to nobody, and stop all that comes after it. */
const countable = (amount: number): number => Math.min(Math.round(amount), Number.MAX_SAFE_INTEGER);

/** What a line brings in a month, in whole minor units of its currency: a year counts a twelfth. */
export const monthlyAmount = ({
  amount,
  interval,
  intervalCount,
}: Pick<SubscriptionLine, 'amount' | 'interval' | 'intervalCount'>): number =>
  countable((amount * IN_A_MONTH[interval]) / intervalCount);

/** A product that an account pays for. */
export interface PaidProduct {
  product: string;
  addOn: boolean;
  currency: string;
  /** Minor units a month; above 0. */
  monthly: number;
  /** The plan that brings most of it. */
  plan: string;
}

const sameProduct = (one: PaidProduct, other: PaidProduct): boolean =>
  one.product === other.product && one.addOn === other.addOn && one.currency === other.currency;

const add = (products: PaidProduct[], next: PaidProduct): PaidProduct[] => {
  const known = products.find((one) => sameProduct(one, next));
  if (!known) return [...products, next];
  const plan = next.monthly > known.monthly ? next.plan : known.plan;
  const sum = { ...known, plan, monthly: countable(known.monthly + next.monthly) };
  return products.map((one) => (one === known ? sum : one));
};

/** What an account pays for by these subscriptions, each as it is now. */
export const paidProducts = (subscriptions: readonly SubscriptionChange[]): PaidProduct[] =>
  subscriptions
    .filter(({ status }) => PAYING.includes(status))
    .flatMap(({ lines }) => lines)
    .map((line) => ({ ...line, monthly: monthlyAmount(line) }))
    .filter(({ monthly }) => monthly > 0)
    .map(({ product, addOn, currency, monthly, plan }) => ({ product, addOn, currency, monthly, plan }))
    .reduce(add, []);
