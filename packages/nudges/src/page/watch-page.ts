import type { NudgeLink } from '@tendril/core';

/** What changes together is looked at together. */
const LOOK_MS = 100;
/** A page that changes all the time is looked at this often. */
const BUSY_MS = 200;
/** A place gets its name, a dialog opens: of all attributes only these matter. */
const ATTRIBUTES = ['data-tendril-slot', 'data-tendril-anchor', 'open', 'aria-modal'];

interface Watched {
  root: Element;
  clock: NudgeLink['ports']['clock'];
  /** Elements may have come or gone, or the tab was turned to or left. */
  onChange: () => void;
  /** A single-page app shows another page. */
  onPage: () => void;
}

export interface PageWatch {
  /** Watches a shadow root too. */
  include(root: Node): void;
  stop(): void;
}

/** What tells one page from the next: its path, and the path that a hash router keeps behind the hash. */
const pageOf = ({ pathname, hash }: Location): string => pathname + (/^#!?\//.test(hash) ? hash : '');

/**
 * Watches what happens to a page. What goes on in it is noted when it happens, which costs next to nothing, and looked at
 * a little later, once for all.
 *
 * A single-page app's navigation is heard of by the Navigation API. Where that is missing (WebKit before 26.2, Firefox
 * before 147), `pushState` makes no sound, and the address is compared when the page changes: an app that goes
 * somewhere draws something. `history` is left alone: others wrap it too, and who wraps last undoes who wrapped first.
 */
export function watchPage({ root, clock, onChange, onPage }: Watched): PageWatch {
  const document = root.ownerDocument;
  const view = document.defaultView as Window & typeof globalThis;
  const { navigation } = view as { navigation?: EventTarget };
  let page = pageOf(document.location);
  let cancel: (() => void) | undefined;
  let looked = 0;

  function follow(): void {
    const now = pageOf(document.location);
    if (now === page) return;
    page = now;
    onPage();
  }

  function look(): void {
    cancel = undefined;
    looked = clock.now();
    follow();
    onChange();
  }

  const observer = new view.MutationObserver(() => {
    cancel ??= clock.after(Math.max(LOOK_MS, looked + BUSY_MS - clock.now()), look);
  });
  const include = (node: Node) =>
    observer.observe(node, { childList: true, subtree: true, attributeFilter: ATTRIBUTES });
  include(root);
  navigation?.addEventListener('currententrychange', follow);
  view.addEventListener('popstate', follow);
  document.addEventListener('visibilitychange', onChange);

  return {
    include,
    stop() {
      observer.disconnect();
      cancel?.();
      navigation?.removeEventListener('currententrychange', follow);
      view.removeEventListener('popstate', follow);
      document.removeEventListener('visibilitychange', onChange);
    },
  };
}
