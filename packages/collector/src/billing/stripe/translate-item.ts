import { problem } from '../../problem.js';
import type { Price, PriceList } from '../price-list.js';
import type { LineDocument } from '../subscription-change.js';
import { idOf, type StripeItem, type StripePrice } from './stripe-event.js';

const unitsOf = ({ price, quantity = 1 }: StripeItem): number => {
  const { divide_by: by, round } = price.transform_quantity ?? { divide_by: 1, round: 'up' };
  return round === 'up' ? Math.ceil(quantity / by) : Math.floor(quantity / by);
};

/** Minor units for one unit. What is metered is not known before it was used, and is no recurring revenue. */
const amountOf = (price: StripePrice, listed: number | undefined, path: string): number => {
  if (price.recurring?.usage_type === 'metered') return 0;
  const told = price.unit_amount_decimal ?? price.unit_amount;
  const amount = listed ?? (told === null || told === undefined ? undefined : Number(told));
  if (amount !== undefined && Number.isFinite(amount)) return amount;
  const cure = `Give "amount", of one unit, for ${price.id} in the file of --billing; Stripe sends this again.`;
  throw problem(422, 'required', path, `The price ${price.id} has no unit amount.`, cure);
};

/**
 * At Stripe each plan may be a product of its own, and then every upgrade would look like something else that is bought.
 * Whatever the list calls a plan is therefore of the one main product, which is the default, where it says no other.
 */
const productOf = (price: StripePrice, listed: Price = {}): { product?: string } =>
  listed.plan !== undefined && !listed.addOn ? {} : { product: idOf(price.product) };

/** One item of a subscription as a line. Throws a `Problem` (422) when it does not say what it costs. */
export const translateItem = (item: StripeItem, list: PriceList, path: string): LineDocument => {
  const { price } = item;
  const found = list.find(price.id, price.lookup_key);
  const { amount: listed, ...known } = found ?? {};
  const { interval, interval_count: intervalCount } = price.recurring ?? {
    interval: 'month',
    interval_count: 1,
  };
  return {
    plan: price.lookup_key ?? price.nickname ?? price.id,
    ...productOf(price, found),
    ...known,
    amount: Math.round(amountOf(price, listed, path) * unitsOf(item)),
    currency: price.currency,
    interval,
    intervalCount,
    quantity: item.quantity ?? 1,
  };
};
