import { createElement, type ReactNode } from 'react';

/** A place for nudges: an empty element that Tendril fills and React leaves alone. */
export function TendrilSlot({ name, className }: { name: string; className?: string }): ReactNode {
  return createElement('div', { 'data-tendril-slot': name, className });
}
