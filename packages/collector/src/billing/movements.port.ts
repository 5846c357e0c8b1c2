import type { Movement } from './derive-movements.js';
import type { MovementKind } from './movement.js';
import type { SubscriptionChange } from './subscription-change.js';

/**
 * `seq` counts up with every movement that is found, and with every one that is set right by a late event: under the same
 * `id`, and with the `amount` 0 when nothing moved after all.
 */
export interface StoredMovement extends Movement {
  seq: number;
}

export interface MovementFilter {
  account?: string;
  kind?: MovementKind;
}

/**
 * The part of the store that knows revenue. It believes what came with a secret key or from Stripe, and nothing else.
 * It is worked out within the transaction that applies the events.
 */
export interface Movements {
  /** Up to `limit` movements after the `seq` `after`, in the order of `seq`. */
  movements(after: number, limit: number, filter?: MovementFilter): Promise<StoredMovement[]>;
  /** How each subscription of an account is now, those that ended too. */
  subscriptions(account: string): Promise<SubscriptionChange[]>;
}
