import type { PageLifecycle } from '../ports.js';

/**
 * Exit is `pagehide` or hidden, whichever comes first, once per departure: both fire when a page is left, and on a
 * phone only the second one does. Never `unload` or `beforeunload`: they cost the back/forward cache.
 */
export const pageLifecycle: PageLifecycle = {
  on(listener) {
    const ending = new AbortController();
    const hear = (target: EventTarget, type: string, fn: (event: Event) => void) =>
      target.addEventListener(type, fn, ending);
    let gone = false;
    const exit = () => {
      if (gone) return;
      // First: in Firefox the page may become hidden while the listener is still handing over.
      gone = true;
      listener('exit');
    };
    const resume = () => {
      gone = false;
      listener('resume');
    };
    hear(document, 'visibilitychange', () => (document.hidden ? exit() : resume()));
    hear(window, 'pagehide', exit);
    hear(window, 'pageshow', (event) => (event as PageTransitionEvent).persisted && resume());
    hear(window, 'online', () => listener('online'));
    return () => ending.abort();
  },
  idle(fn) {
    // WebKit has no requestIdleCallback; a task after load is late enough there.
    const rest = () => (window.requestIdleCallback ?? setTimeout)(fn, { timeout: 2000 } as never);
    if (document.readyState === 'complete') rest();
    else addEventListener('load', rest);
  },
};
