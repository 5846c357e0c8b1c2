import type { Plan } from '@tendril/protocol';
import { readPath } from '@tendril/rules';
import { fittingPlan } from '../../text/fitting-plan.js';
import { label } from '../say.js';
import type { ViewProps } from '../view.js';
import { say } from './say-offer.js';

function PlanCard({
  plan,
  mark,
  view,
}: {
  plan: Plan;
  mark: 'yourPlan' | 'fits' | undefined;
  view: ViewProps;
}) {
  const { id, name, price, features = [] } = plan;
  return (
    <li class={`plan ${mark ?? ''}`}>
      <p class="name">{label(view, `plans.${id}`, name)}</p>
      {price && <p class="price">{label(view, `plans.${id}.price`, price)}</p>}
      {mark && <p class="mark">{say(view, mark)}</p>}
      {features.length > 0 && (
        <ul>
          {features.map((feature, index) => (
            <li key={feature}>{label(view, `plans.${id}.features.${index}`, feature)}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** Plans beside each other: which one the account has, and which one fits, said in text. */
export function PlanList(view: ViewProps) {
  const plans = view.active.nudge.what.plans;
  if (!plans) return null;
  const current = readPath(view.facts, 'account.plan');
  const fits = fittingPlan(plans, view.facts)?.id;
  return (
    <ul class="plans">
      {plans.map((plan) => (
        <PlanCard
          key={plan.id}
          {...{ plan, view }}
          mark={plan.id === current ? 'yourPlan' : plan.id === fits ? 'fits' : undefined}
        />
      ))}
    </ul>
  );
}
