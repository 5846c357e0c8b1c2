import type { TabMessage, Tabs } from '../ports.js';

/** The other tabs of this origin: short Web Locks, and a channel. Where one is missing, each tab acts alone. */
export function createTabs(name: string): Tabs {
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : undefined;
  return {
    async exclusive(lock, fn) {
      if (!navigator.locks) {
        await fn();
        return true;
      }
      // Held for one pass, never for the life of the tab: Firefox keeps no page with a lock in its back/forward cache.
      return navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
        if (held) await fn();
        return !!held;
      });
    },
    post: (message) => channel?.postMessage(message),
    on(listener) {
      const hear = ({ data }: MessageEvent<TabMessage>) => listener(data);
      channel?.addEventListener('message', hear);
      return () => channel?.removeEventListener('message', hear);
    },
  };
}
