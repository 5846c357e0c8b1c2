import type { TabMessage, Tabs } from '../ports.js';

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
  };
}
