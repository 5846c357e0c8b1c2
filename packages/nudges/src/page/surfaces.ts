import type { Nudge } from '@tendril/protocol';
import type { SurfaceTrouble } from '@tendril/rules';
import { findSurface } from './find-surface.js';
import { createHost } from './host-element.js';

/** Where one nudge is, from before it is drawn until after it is gone. */
export interface Place {
  /** The slot, the anchor, or the body: whose language, direction and focus the nudge shares. */
  readonly page: Element;
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  /** The nudge is drawn: lets it be seen. */
  reveal(): void;
  /** Is this still where the nudge belongs? Pages replace their slots. */
  isCurrent(): boolean;
  close(): void;
}

/** The places of a page, and what stands in the way of using them. */
export interface Surfaces {
  trouble(where: Nudge['where']): SurfaceTrouble | undefined;
  /** Takes the place of a nudge; undefined where there is none. */
  take(nudge: Nudge): Place | undefined;
  stop(): void;
}

/** Watches the page under `root`; `onChange` is called whenever places may have come or gone. */
export function createSurfaces(root: Element, onChange: () => void): Surfaces {
  const view = root.ownerDocument.defaultView;
  const observer = view && new view.MutationObserver(onChange);
  observer?.observe(root, { childList: true, subtree: true });
  view?.addEventListener('popstate', onChange);

  return {
    trouble: (where) => (findSurface(root, where) ? undefined : 'missing'),
    take({ where }) {
      const page = findSurface(root, where);
      if (!page) return undefined;
      const { element, root: shadow } = createHost(page);
      return {
        page,
        element,
        root: shadow,
        reveal() {},
        isCurrent: () => element.parentNode === findSurface(root, where),
        close: () => element.remove(),
      };
    },
    stop() {
      observer?.disconnect();
      view?.removeEventListener('popstate', onChange);
    },
  };
}
