import type { SurfaceKind } from '@tendril/protocol';
import { adoptStyles, createHost } from './host-element.js';
import { lendFocus } from './lend-focus.js';

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

/** A place that may be taken. */
export interface Seat {
  surface: SurfaceKind;
  /** The element as it is now: slot, anchor or body. */
  find(): Element | undefined;
  /** Where the host element of the nudge goes, for that element. */
  parentOf(element: Element): Element;
  /** Makes the host element ready; it is on the page, and not drawn into yet. */
  prepare?(element: HTMLElement): void;
  /** What its shadow root takes besides the styles of every nudge. */
  styles?: string;
  /** Lets the nudge be seen, now that it is drawn. The result ends that. */
  open?(element: HTMLElement, root: ShadowRoot): () => void;
  /** It is free again. */
  leave?(): void;
}

/** Takes a place on the page; undefined when its element is gone. */
export function takePlace(seat: Seat): Place | undefined {
  const { surface } = seat;
  const page = seat.find();
  if (!page) return undefined;
  const { element, root } = createHost(seat.parentOf(page));
  seat.prepare?.(element);
  if (seat.styles) adoptStyles(root, seat.styles);
  const giveFocusBack = lendFocus(element, root);
  let end: (() => void) | undefined;

  return {
    page,
    surface,
    element,
    root,
    reveal() {
      end = seat.open?.(element, root);
    },
    isCurrent() {
      const now = seat.find();
      return !!now && element.parentNode === seat.parentOf(now);
    },
    close() {
      giveFocusBack();
      end?.();
      seat.leave?.();
      element.remove();
    },
  };
}
