import { Stripe } from 'stripe';
import type { Collector, CollectorOptions } from './collector.ts';

const SECRET = 'whsec_secret_of_the_suite';

/** For `Collector.start`: Stripe's price `price_business` is the plan that has advanced reports. */
export const BILLING: NonNullable<CollectorOptions['billing']> = {
  stripeSecret: SECRET,
  prices: {
    price_business: { plan: 'business', product: 'main', entitlements: ['advanced-reports'] },
  },
};

/** What Stripe posts when an account has begun to pay 119 € a month for `price_business`. */
const subscriptionOf = (account: string): string =>
  JSON.stringify({
    id: `evt_${account}`,
    object: 'event',
    type: 'customer.subscription.created',
    created: Math.floor(Date.now() / 1000) - 1,
    data: {
      object: {
        id: `sub_${account}`,
        object: 'subscription',
        customer: 'cus_1',
        status: 'active',
        metadata: { account },
        items: { object: 'list', has_more: false, data: [ITEM] },
      },
    },
  });

const ITEM = {
  object: 'subscription_item',
  quantity: 1,
  price: {
    object: 'price',
    id: 'price_business',
    lookup_key: null,
    nickname: null,
    currency: 'eur',
    product: 'prod_1',
    unit_amount: 11_900,
    unit_amount_decimal: '11900',
    recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
  },
};

/** Stripe tells the collector that this account pays, signed by Stripe's own library. Answers the status of the reply. */
export async function stripeTells(
  collector: Collector,
  account: string,
  secret: string = SECRET,
): Promise<number> {
  const payload = subscriptionOf(account);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret }),
  };
  const answer = await fetch(`${collector.url}/v1/stripe`, { method: 'POST', headers, body: payload });
  return answer.status;
}
