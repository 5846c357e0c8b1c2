import type { TabMessage, Tabs } from '../ports.js';

export interface FakeChannel {
  join(): Tabs;
  readonly messages: TabMessage[];
  readonly listeners: number;
  /** Messages get lost while this holds. */
  deaf: boolean;
}

/** A broadcast channel: what one tab posts, all others hear in a later task. Throws at what can not be cloned. */
export function createFakeChannel(): FakeChannel {
  const listeners = new Map<(message: TabMessage) => void, Tabs>();
  const channel: FakeChannel = {
    messages: [],
    deaf: false,
    get listeners() {
      return listeners.size;
    },
    join() {
      const tab: Tabs = {
        post(message) {
          const copy = structuredClone(message);
          channel.messages.push(copy);
          if (channel.deaf) return;
          for (const [listener, owner] of [...listeners])
            if (owner !== tab) queueMicrotask(() => listeners.has(listener) && listener(copy));
        },
        on(listener) {
          listeners.set(listener, tab);
          return () => listeners.delete(listener);
        },
        claim(_, onHeld) {
          onHeld();
          return () => {};
        },
      };
      return tab;
    },
  };
  return channel;
}
