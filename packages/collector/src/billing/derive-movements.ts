import { paidProducts } from './monthly-amount.js';
import { type Move, movesBetween, type Standing } from './movement.js';
import type { SubscriptionChange } from './subscription-change.js';

/** A change with the time from which it holds, ISO 8601 in UTC, and the id of the event that told it. */
export interface DatedChange {
  id: string;
  at: string;
  change: SubscriptionChange;
}

export interface Movement extends Move {
  /** Made of the event that caused it: the same however often movements are worked out. */
  id: string;
  at: string;
  account: string;
  subscription: string;
}

/** How each subscription of an account is after these changes, oldest change first. */
export const latestOf = (changes: readonly DatedChange[]): SubscriptionChange[] => [
  ...new Map(changes.map(({ change }) => [change.subscription, change])).values(),
];

/**
 * The movements of one account: of all its changes in the order of time, so that one that comes late sets right what
 * was worked out without it.
 */
export const deriveMovements = (changes: readonly DatedChange[]): Movement[] => {
  const now = new Map<string, SubscriptionChange>();
  let before: Standing = { products: [], hasPaid: false };
  return changes.flatMap(({ id, at, change }) => {
    now.set(change.subscription, change);
    const products = paidProducts([...now.values()]);
    const after = { products, hasPaid: before.hasPaid || products.length > 0 };
    const moves = movesBetween(before, after);
    before = after;
    const { account, subscription } = change;
    return moves.map((move, index) => ({ id: `${id}/${index}`, at, account, subscription, ...move }));
  });
};
