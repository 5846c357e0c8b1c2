import type { Placement, SurfaceKind } from '@tendril/protocol';
import { createHost } from './host-element.js';
import { lendFocus } from './lend-focus.js';
import type { LiveRegion } from './live-region.js';
import { closestAcross } from './open-roots.js';

/** Where one nudge is, from before it is drawn until after it is gone. */
export interface Place {
  /** The slot, the anchor, or the body: whose language, direction and focus the nudge shares. */
  readonly page: Element;
  /** What kind of place it is here: an anchor that is not there may have become the corner. */
  readonly surface: SurfaceKind;
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  /** The nudge is drawn: lets it be seen. */
  reveal(): void;
  /** Is this still where the nudge belongs? Pages replace their slots. */
  isCurrent(): boolean;
  /** To be called while the nudge is still drawn: where it has the focus, it gives it back. */
  close(): void;
}

export interface Request {
  where: Placement;
  surface: SurfaceKind;
  /** The element as it is now: slot, anchor or body. */
  find: () => Element | undefined;
  live: LiveRegion;
  /** What the nudge says, for those who do not see it come. */
  message: string;
  onBroken: (error: unknown) => void;
}

/** What floats over the page needs more than what is in its flow, and only pages that use it load that. */
type Floating = typeof import('./floating/open-floating.js');
let floating: Floating | undefined;

export async function loadFloating(): Promise<Floating> {
  floating ??= await import('./floating/open-floating.js');
  return floating;
}

/** Inside of these an element is above the rest of the page; what is outside may be inert or close them when used. */
const LAYERS = 'dialog,[popover],[aria-modal=true]';

/** Where the host element of a nudge goes, for the element that it belongs to. */
const parentOf = (element: Element, surface: SurfaceKind): Element =>
  surface === 'slot' ? element : (closestAcross(element, LAYERS) ?? element.ownerDocument.body);

/** Takes a place on the page; undefined when its element is gone. */
export function takePlace({ where, surface, find, live, message, onBroken }: Request): Place | undefined {
  const page = find();
  if (!page) return undefined;
  const { element, root } = createHost(parentOf(page, surface));
  const isFloating = surface !== 'slot';
  if (isFloating) {
    element.popover = 'manual';
    element.dataset.surface = surface;
  }
  const giveFocusBack = lendFocus(root);
  let unsay = () => {};
  let end = () => {};
  let closed = false;

  function open({ openFloating }: Floating): void {
    if (!closed) end = openFloating({ element, root, surface, where, anchor: find });
  }

  return {
    page,
    surface,
    element,
    root,
    reveal() {
      // A dialog is announced by the focus that moves into it.
      if (surface !== 'center') unsay = live.say(message);
      if (!isFloating) return;
      if (floating) open(floating);
      else loadFloating().then(open).catch(onBroken);
    },
    isCurrent() {
      const now = find();
      return !!now && element.parentNode === parentOf(now, surface);
    },
    close() {
      closed = true;
      unsay();
      giveFocusBack();
      end();
      element.remove();
    },
  };
}
