/** As much of Stripe's objects as is read. Which further fields there are depends on the account's API version. */
export interface StripePrice {
  id: string;
  lookup_key?: string | null;
  nickname?: string | null;
  currency: string;
  unit_amount?: number | null;
  /** Also fractions of a minor unit. */
  unit_amount_decimal?: string | null;
  product: string | { id: string };
  recurring?: { interval: string; interval_count: number; usage_type?: string } | null;
  transform_quantity?: { divide_by: number; round: 'up' | 'down' } | null;
}

export interface StripeItem {
  price: StripePrice;
  quantity?: number;
}

export interface StripeSubscription {
  id: string;
  customer: string | { id: string };
  status: string;
  metadata?: Record<string, string> | null;
  items: { data: StripeItem[]; has_more?: boolean };
}

export interface StripeEvent {
  id: string;
  type: string;
  /** Seconds since 1970. */
  created: number;
  data: {
    object: unknown;
    /** Of an update: those attributes that changed, as they were before. */
    previous_attributes?: unknown;
  };
}

/** Of what is there by its id, or whole. */
export const idOf = (thing: string | { id: string }): string =>
  typeof thing === 'string' ? thing : thing.id;
