import { problem } from '../../problem.js';
import type { PriceList } from '../price-list.js';
import type { LineDocument } from '../subscription-change.js';
import type { StripeItem, StripePrice } from './stripe-event.js';

const idOf = (thing: string | { id: string }): string => (typeof thing === 'string' ? thing : thing.id);

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

/** One item of a subscription as a line. Throws a `Problem` (422) when it does not say what it costs. */
export const translateItem = (item: StripeItem, list: PriceList, path: string): LineDocument => {
  const { price } = item;
  const { amount: listed, ...known } = list.find(price.id, price.lookup_key) ?? {};
  const { interval, interval_count: intervalCount } = price.recurring ?? {
    interval: 'month',
    interval_count: 1,
  };
  return {
    plan: price.lookup_key ?? price.nickname ?? price.id,
    product: idOf(price.product),
    ...known,
    amount: Math.round(amountOf(price, listed, path) * unitsOf(item)),
    currency: price.currency,
    interval,
    intervalCount,
    quantity: item.quantity ?? 1,
  };
};
