import type { Content, Plan } from '@tendril/protocol';
import { type Facts, readPath } from '@tendril/rules';
import { fittingPlan } from './fitting-plan.js';

/** Reads `plan.name`, `plan.price` and the like: of the plan that fits. Its name and price are templates themselves. */
export function createPlanReader(
  plans: readonly Plan[],
  { text }: Content,
  facts: Facts,
  fill: (template: string) => string,
) {
  const fits = fittingPlan(plans, facts);
  return (field: string): unknown => {
    const value = readPath(fits, field);
    const key = `plans.${fits?.id}${field === 'name' ? '' : `.${field}`}`;
    return typeof value === 'string' && field !== 'id' ? fill(text?.[key] ?? value) : value;
  };
}
