/** Is an element drawn, wherever on the page? */
export const isDrawn = (element: Element): boolean =>
  element.checkVisibility?.({ visibilityProperty: true }) ?? element.getClientRects().length > 0;

/**
 * A page may hide its empty slots (`:empty { display: none }`), so that one shows whether it can be seen only when
 * something is in it.
 */
export function isDrawnWhenFilled(slot: Element): boolean {
  if (isDrawn(slot) || slot.hasChildNodes()) return isDrawn(slot);
  const filling = slot.appendChild(slot.ownerDocument.createElement('tendril-nudge'));
  const drawn = isDrawn(slot);
  filling.remove();
  return drawn;
}
