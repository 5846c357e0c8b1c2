import { createElement, type ReactNode } from 'react';

/** A place for nudges: an empty element that Tendril fills and React leaves alone. */
export function TendrilSlot({ name, className }: { name: string; className?: string }): ReactNode {
  // An element with text is one whose children React does not look at: a nudge may be in it before the page is hydrated.
  const props = { 'data-tendril-slot': name, className, suppressHydrationWarning: true };
  return createElement('div', props, '');
}
