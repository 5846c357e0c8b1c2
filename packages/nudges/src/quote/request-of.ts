import type { QuoteRequest } from '@tendril/core';
import type { ContentAction } from '@tendril/protocol';
import type { Scene } from '../showing/scene.js';

/**
 * What a button asks of the host's billing. One that names neither a plan nor seats asks for the plan that fits, as its
 * label `Upgrade to {plan.name}` does.
 */
export function requestOf(
  { data = {} }: ContentAction,
  { active: { nudge }, plan: fits }: Pick<Scene, 'active' | 'plan'>,
): QuoteRequest {
  const { seats, plan = seats ? undefined : fits } = data;
  return {
    nudge: nudge.id,
    ...(typeof plan === 'string' && { plan }),
    ...(typeof seats === 'number' && { seats }),
  };
}
