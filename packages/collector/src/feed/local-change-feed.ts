import type { Change, ChangeFeed, Topic } from './change-feed.port.js';

/** The embedded feed: within this process. `now` gives milliseconds since 1970. */
export const createLocalChangeFeed = (now: () => number = Date.now): ChangeFeed => {
  // Ids start at the clock, so that a client which saw changes before a restart does not take new ones for old.
  let id = now();
  const latest = new Map<Topic, Change>();
  const listeners = new Map<Topic, Set<(change: Change) => void>>();
  const listenersOf = (topic: Topic): Set<(change: Change) => void> => {
    const existing = listeners.get(topic) ?? new Set();
    listeners.set(topic, existing);
    return existing;
  };

  return {
    publish: async (topic, version) => {
      id += 1;
      const change = { id, topic, version };
      latest.set(topic, change);
      for (const listener of [...listenersOf(topic)]) listener(change);
      return change;
    },
    latest: (topic) => latest.get(topic),
    subscribe: (topic, listener, after = 0) => {
      listenersOf(topic).add(listener);
      const current = latest.get(topic);
      if (current && current.id > after) listener(current);
      return () => listenersOf(topic).delete(listener);
    },
    close: async () => listeners.clear(),
  };
};
