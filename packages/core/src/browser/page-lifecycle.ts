import type { PageLifecycle } from '../ports.js';

/**
 * Exit is `pagehide` or hidden, whichever comes first, once per departure: both fire when a page is left, and on a
 * phone only the second one does. Never `unload` or `beforeunload`: they cost the back/forward cache.
 */
export const pageLifecycle: PageLifecycle = {
  on(listener) {
    let gone = false;
    const exit = () => {
      if (!gone) listener('exit');
      gone = true;
    };
    const resume = () => {
      gone = false;
      listener('resume');
    };
    const visibility = () => (document.visibilityState === 'hidden' ? exit() : resume());
    const online = () => listener('online');
    const restored = (event: PageTransitionEvent) => event.persisted && resume();
    document.addEventListener('visibilitychange', visibility);
    addEventListener('pagehide', exit);
    addEventListener('pageshow', restored);
    addEventListener('online', online);
    return () => {
      document.removeEventListener('visibilitychange', visibility);
      removeEventListener('pagehide', exit);
      removeEventListener('pageshow', restored);
      removeEventListener('online', online);
    };
  },
  online: () => navigator.onLine,
  idle(fn) {
    // WebKit has no requestIdleCallback; a task after load is late enough there.
    const rest = () =>
      'requestIdleCallback' in globalThis ? requestIdleCallback(fn, { timeout: 2000 }) : setTimeout(fn);
    if (document.readyState === 'complete') rest();
    else addEventListener('load', rest, { once: true });
  },
};
