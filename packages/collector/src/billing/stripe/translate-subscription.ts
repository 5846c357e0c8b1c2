import { toIsoTime } from '../../ingest/iso-time.js';
import { problem } from '../../problem.js';
import type { PriceList } from '../price-list.js';
import { SUBSCRIPTION_EVENT } from '../subscription-change.js';
import { stepOfEvent } from './step-of-event.js';
import { idOf, type StripeEvent, type StripeSubscription } from './stripe-event.js';
import { translateItem } from './translate-item.js';

/**
 * Those that tell how a subscription is from then on, in the order in which they happen: Stripe tells whole seconds, and
 * delivers in any order.
 */
const TOLD = [
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.resumed',
  'customer.subscription.paused',
  'customer.subscription.deleted',
];

const accountOf = (subscription: StripeSubscription, { account: key, customers }: PriceList): string => {
  const customer = idOf(subscription.customer);
  const account = subscription.metadata?.[key] || (Object.hasOwn(customers, customer) && customers[customer]);
  if (account) return account;
  const message = `The subscription ${subscription.id} of the customer ${customer} names no account.`;
  const cure = `Set "${key}" in its metadata at Stripe, or name ${customer} under "customers" in the file of --billing; Stripe sends this again.`;
  throw problem(422, 'required', `data.object.metadata.${key}`, message, cure);
};

const linesOf = ({ id, items }: StripeSubscription, list: PriceList) => {
  if (items.has_more) {
    const message = `The subscription ${id} has more items than Stripe sends along.`;
    const cure = `Send ${SUBSCRIPTION_EVENT} from your backend for subscriptions of this size.`;
    throw problem(422, 'limit', 'data.object.items', message, cure);
  }
  return items.data.map((item, index) => translateItem(item, list, `data.object.items.data[${index}]`));
};

/**
 * An event of Stripe as the event that the host's backend would send: under an id made of Stripe's, so that it counts
 * once. Undefined when it does not tell how a subscription is. Throws a `Problem` (422) when it lacks something; Stripe
 * sends it again for three days.
 */
export const translateSubscription = (event: StripeEvent, list: PriceList): object | undefined => {
  const { id, type, created, data } = event;
  const rank = TOLD.indexOf(type);
  if (rank < 0) return undefined;
  const subscription = data.object as StripeSubscription;
  const step = stepOfEvent(event);
  const hasEnded = type === 'customer.subscription.deleted';
  return {
    type: 'track',
    event: SUBSCRIPTION_EVENT,
    messageId: `stripe.${id}`,
    // Nobody did it on a page.
    anonymousId: 'stripe',
    timestamp: toIsoTime(created * 1000 + rank),
    context: { groupId: accountOf(subscription, list) },
    properties: {
      subscription: subscription.id,
      status: hasEnded ? 'canceled' : subscription.status,
      lines: linesOf(subscription, list),
      ...(step && { step }),
    },
  };
};
