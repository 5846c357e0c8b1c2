import type { TabMessage, Tabs } from '../ports.js';

/**
 * Holds a lock of the origin, by Web Locks: a tab that crashes gives it up too. Where there are none, as on a page that is
 * not secure, each tab acts alone.
 */
function claim(name: string, onHeld: () => void): () => void {
  const { locks } = navigator;
  if (!locks) {
    onHeld();
    return () => {};
  }
  const wait = new AbortController();
  let giveUp = () => {};
  const held = new Promise<void>((resolve) => {
    giveUp = resolve;
  });
  const hold = () => {
    onHeld();
    return held;
  };
  locks.request(name, { signal: wait.signal }, hold).catch(() => {});
  const end = () => {
    removeEventListener('pagehide', end);
    wait.abort();
    giveUp();
  };
  // A page that holds a lock, or waits for one, does not go into the back/forward cache.
  addEventListener('pagehide', end);
  return end;
}

/** A channel to the other tabs of this origin. Where there is none, each tab acts alone. */
export function createTabs(name: string): Tabs {
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : undefined;
  return {
    post: (message) => channel?.postMessage(message),
    on(listener) {
      const hear = ({ data }: MessageEvent<TabMessage>) => listener(data);
      channel?.addEventListener('message', hear);
      return () => channel?.removeEventListener('message', hear);
    },
    claim: (what, onHeld) => claim(`${name}:${what}`, onHeld),
  };
}
