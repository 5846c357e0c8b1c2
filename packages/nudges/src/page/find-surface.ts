import type { Placement } from '@tendril/protocol';

/**
 * Names come from a document that others write: escaped, they can not become another selector, nor a broken one, as a
 * line break inside quotes would. https://drafts.csswg.org/css-syntax/#consume-escaped-code-point
 */
const attribute = (name: string, value: string): string =>
  `[${name}="${`${value}`.replace(/["\\\n\r\f]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `)}"]`;

/** The element that a nudge goes into, if it is on the page. Only slots so far; other surfaces are never there. */
export function findSurface(root: Element, where: Placement): Element | undefined {
  if (where.surface !== 'slot' || !where.slot) return undefined;
  return root.querySelector(attribute('data-tendril-slot', where.slot)) ?? undefined;
}
