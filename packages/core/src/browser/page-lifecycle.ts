import type { PageLifecycle } from '../ports.js';

function listen(target: EventTarget, type: string, listener: (event: Event) => void): () => void {
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}

/**
 * Exit is `pagehide` or hidden, whichever comes first, once per departure: both fire when a page is left, and on a
 * phone only the second one does. Never `unload` or `beforeunload`: they cost the back/forward cache.
 */
export const pageLifecycle: PageLifecycle = {
  on(listener) {
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
    const visibility = () => (document.visibilityState === 'hidden' ? exit() : resume());
    const off = [
      listen(document, 'visibilitychange', visibility),
      listen(globalThis, 'pagehide', exit),
      listen(globalThis, 'pageshow', (event) => {
        if ((event as PageTransitionEvent).persisted) resume();
      }),
      listen(globalThis, 'online', () => listener('online')),
    ];
    return () => {
      for (const end of off) end();
    };
  },
  idle(fn) {
    // WebKit has no requestIdleCallback; a task after load is late enough there.
    const rest = () =>
      'requestIdleCallback' in globalThis ? requestIdleCallback(fn, { timeout: 2000 }) : setTimeout(fn);
    if (document.readyState === 'complete') rest();
    else listen(globalThis, 'load', rest);
  },
};
