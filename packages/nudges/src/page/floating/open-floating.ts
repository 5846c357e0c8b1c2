import type { Placement, SurfaceKind } from '@tendril/protocol';
import { adoptStyles } from '../host-element.js';
import { FLOATING_STYLES } from './floating-styles.js';
import { followAnchor } from './follow-anchor.js';
import { keepFocusUncovered } from './keep-focus-uncovered.js';
import { openDialog } from './open-dialog.js';

/** A nudge that is drawn, and not seen yet. */
export interface Floated {
  element: HTMLElement;
  root: ShadowRoot;
  surface: SurfaceKind;
  where: Placement;
  /** The anchor as it is now; pages replace theirs. */
  anchor: () => Element | undefined;
}

/**
 * In the Tab order the panel comes right after its `source`, from wherever in the page. A source that takes no focus
 * makes it unreachable by Tab in Firefox and WebKit, and an SVG element is refused, so that only controls are given.
 */
function sourceOf(anchor: Element): { source?: HTMLElement } {
  const { HTMLElement } = anchor.ownerDocument.defaultView as Window & typeof globalThis;
  return anchor instanceof HTMLElement && anchor.tabIndex >= 0 && !anchor.matches(':disabled')
    ? { source: anchor }
    : {};
}

/**
 * Opens a nudge in the top layer, where neither `z-index` nor transforms nor `overflow` of the page reach it. By
 * `popover=manual`: `auto` would close the host's own popovers, and `dialog.show()` would take the focus. The result
 * closes it.
 */
export function openFloating(floated: Floated): () => void {
  const { element, root, surface } = floated;
  const anchor = floated.anchor();
  adoptStyles(root, FLOATING_STYLES);
  // A browser without popovers shows it above the page by its z-index.
  element.showPopover?.(anchor && surface === 'anchor' ? sourceOf(anchor) : undefined);
  if (surface === 'center') return openDialog(root);
  return surface === 'anchor' ? followAnchor(floated) : keepFocusUncovered(element, surface);
}
