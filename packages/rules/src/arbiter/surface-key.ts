import type { Nudge } from '@tendril/protocol';

/** Key under which nudges compete for a place. */
export function surfaceKey({ where: { surface, slot, anchor, selector } }: Nudge): string {
  const name = surface === 'slot' ? slot : surface === 'anchor' ? (anchor ?? selector) : '';
  return name ? `${surface}:${name}` : surface;
}
