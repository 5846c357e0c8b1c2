import type { Json } from '@tendril/protocol';
import { ENTITLEMENTS } from '../facts/entitlement-notices.js';
import { type DatedChange, latestOf } from './derive-movements.js';
import { monthlyAmount } from './monthly-amount.js';
import type { SubscriptionLine } from './subscription-change.js';

/** Traits of an account that billing says, where it says anything. */
export const PLAN = 'plan';
export type BilledTraits = { [Name in typeof PLAN | typeof ENTITLEMENTS]?: Json };

const UNLOCKING: readonly string[] = ['trialing', 'active', 'past_due'];

const mainPlan = (lines: readonly SubscriptionLine[]): string | null => {
  const plans = lines.filter(({ addOn }) => !addOn);
  return plans.sort((a, b) => monthlyAmount(b) - monthlyAmount(a))[0]?.plan ?? null;
};

/**
 * What the subscriptions of an account say of it: the plan that costs most, null when there is none, and everything that
 * is unlocked. No word of entitlements when no change of this account ever had one.
 */
export const billedTraits = (changes: readonly DatedChange[]): BilledTraits => {
  const lines = latestOf(changes)
    .filter(({ status }) => UNLOCKING.includes(status))
    .flatMap((subscription) => subscription.lines);
  const saysEntitlements = changes.some(({ change }) =>
    change.lines.some(({ entitlements }) => entitlements),
  );
  return {
    [PLAN]: mainPlan(lines),
    ...(saysEntitlements && {
      [ENTITLEMENTS]: [...new Set(lines.flatMap(({ entitlements }) => entitlements ?? []))].sort(),
    }),
  };
};
