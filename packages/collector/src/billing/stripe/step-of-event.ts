import type { SubscriptionStep } from '../subscription-change.js';
import { idOf, type StripeEvent, type StripeItem, type StripeSubscription } from './stripe-event.js';

/** What is compared: an attribute that says nothing of revenue moves nothing. */
const stateOf = (status: string, items: readonly StripeItem[]): string =>
  [status, ...items.map(({ price, quantity = 1 }) => `${idOf(price)}*${quantity}`).sort()].join(' ');

const isWhole = (items: readonly Partial<StripeItem>[]): items is StripeItem[] =>
  items.every(({ price }) => price);

/**
 * From what to what an event took its subscription. Stripe says which attributes were others before, and lists are there
 * whole. Undefined where it does not say so much.
 */
export const stepOfEvent = ({ type, data }: StripeEvent): SubscriptionStep | undefined => {
  const { status, items } = data.object as StripeSubscription;
  const to = stateOf(status, items.data);
  if (type === 'customer.subscription.created') return { from: '', to };
  const before = (data.previous_attributes ?? {}) as Partial<StripeSubscription>;
  const itemsBefore = before.items?.data ?? items.data;
  return isWhole(itemsBefore) ? { from: stateOf(before.status ?? status, itemsBefore), to } : undefined;
};
