import { containsAcross } from './across-roots.js';

/**
 * Is there an open modal dialog of the host that an element is not inside of? What is outside takes neither clicks nor
 * focus then, in the top layer too. `aria-modal` finds dialogs that are made of other elements.
 */
export function isBehindModal(
  roots: readonly ParentNode[],
  element: Element | undefined,
  isDrawn: (modal: Element) => boolean,
): boolean {
  return roots
    .flatMap((root) => [...root.querySelectorAll(':modal,[aria-modal=true]')])
    .some((modal) => isDrawn(modal) && !(element && containsAcross(modal, element)));
}
