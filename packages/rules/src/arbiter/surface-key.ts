import type { Nudge } from '@tendril/protocol';
import type { ArbiterContext } from './arbiter-context.js';

/** Key under which nudges compete for a place. */
export function surfaceKey({ where: { surface, slot, anchor, selector } }: Nudge): string {
  const name = surface === 'slot' ? (slot ?? selector) : surface === 'anchor' ? (anchor ?? selector) : '';
  return name ? `${surface}:${name}` : surface;
}

/** Key of the place that a nudge takes on this page. */
export const surfaceOf = (nudge: Nudge, { inCorner }: Pick<ArbiterContext, 'inCorner'>): string =>
  inCorner?.(nudge.where) ? 'corner' : surfaceKey(nudge);
