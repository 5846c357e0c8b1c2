import type { Floated } from './floated.js';
import { followAnchor } from './follow-anchor.js';
import { keepFocusUncovered } from './keep-focus-uncovered.js';
import { openDialog } from './open-dialog.js';

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
 * Escape does what the close button does, where there is one and the focus is inside. No more than that: a dialog of the
 * host that is open too stays so. Chromium would close both, where the second was opened without a click
 * (https://html.spec.whatwg.org/#close-watcher-infrastructure).
 */
function closeOnEscape(event: Event): void {
  const close = (event.currentTarget as ShadowRoot).querySelector<HTMLElement>('.close');
  if ((event as KeyboardEvent).key !== 'Escape' || !close) return;
  event.preventDefault();
  event.stopPropagation();
  close.click();
}

/**
 * Opens a nudge in the top layer, where neither `z-index` nor transforms nor `overflow` of the page reach it. By
 * `popover=manual`: `auto` would close the host's own popovers, and `dialog.show()` would take the focus. The result
 * closes it.
 */
export function openFloating(floated: Floated): () => void {
  const { element, root, surface, find } = floated;
  const anchor = find();
  // A browser without popovers shows it above the page by its z-index.
  element.showPopover?.(anchor && surface === 'anchor' ? sourceOf(anchor) : undefined);
  root.addEventListener('keydown', closeOnEscape);
  if (surface === 'center') return openDialog(root);
  return surface === 'anchor' ? followAnchor(floated) : keepFocusUncovered(element, surface);
}
