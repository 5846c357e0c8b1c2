import type { Plan } from '@tendril/protocol';
import { type Facts, readPath } from '@tendril/rules';

/** The least plan after the account's own that has room for more than what is used now. None for the top plan. */
export function fittingPlan(plans: readonly Plan[], facts: Facts): Plan | undefined {
  const current = plans.findIndex(({ id }) => id === readPath(facts, 'account.plan'));
  return plans
    .slice(current + 1)
    .find(({ limits = {} }) =>
      Object.entries(limits).every(
        ([meter, limit]) => Number(readPath(facts, `usage.${meter}.used`)) < limit,
      ),
    );
}
