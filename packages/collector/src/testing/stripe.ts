import { Stripe } from 'stripe';

export const STRIPE_SECRET = 'whsec_test_secret_of_the_endpoint';

interface Item {
  price: string;
  amount?: number | null;
  quantity?: number;
  interval?: string;
  more?: object;
}

/** An item of a subscription, as Stripe has it. */
const item = ({ price, amount = 1000, quantity = 1, interval = 'month', more = {} }: Item): object => ({
  object: 'subscription_item',
  quantity,
  price: {
    object: 'price',
    id: price,
    lookup_key: null,
    nickname: null,
    currency: 'eur',
    product: 'prod_1',
    unit_amount: amount,
    unit_amount_decimal: amount === null ? null : String(amount),
    recurring: { interval, interval_count: 1, usage_type: 'licensed' },
    ...more,
  },
});

export interface StripeSays {
  type?: 'created' | 'updated' | 'deleted';
  /** Seconds since 1970. */
  created?: number;
  account?: string | null;
  status?: string;
  items?: Item[];
  more?: object;
  /** What was before, of that what is another now. */
  before?: { status?: string; items?: Item[] };
}

const previous = ({ status, items }: { status?: string; items?: Item[] }): object => ({
  ...(status !== undefined && { status }),
  ...(items && { items: { data: items.map(item) } }),
});

let events = 0;

/** Body of an event about the subscription sub_1 of acct_7, where nothing else is said. */
export const stripeEvent = (says: StripeSays = {}, id = `evt_${++events}`): string => {
  const { type = 'created', account = 'acct_7', status = 'active', items = [{ price: 'price_team' }] } = says;
  return JSON.stringify({
    id,
    object: 'event',
    type: `customer.subscription.${type}`,
    created: says.created ?? Math.floor(Date.now() / 1000) - 60,
    data: {
      ...(says.before && { previous_attributes: previous(says.before) }),
      object: {
        id: 'sub_1',
        object: 'subscription',
        customer: 'cus_1',
        status,
        metadata: account === null ? {} : { account },
        items: { object: 'list', has_more: false, data: items.map(item) },
        ...says.more,
      },
    },
  });
};

/** The header with which Stripe signs a body. `at` is in seconds since 1970; default: now. */
export const stripeSignature = (
  payload: string,
  secret = STRIPE_SECRET,
  at?: number,
): Record<string, string> => ({
  'content-type': 'application/json; charset=utf-8',
  'stripe-signature': Stripe.webhooks.generateTestHeaderString({
    payload,
    secret,
    ...(at !== undefined && { timestamp: at }),
  }),
});
