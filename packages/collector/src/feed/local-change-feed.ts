import type { Change, ChangeFeed, Topic } from './change-feed.port.js';

/** Topics of which the latest is kept for whoever comes later. */
const LASTING: Topic[] = ['ruleset', 'applied'];

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
  const unsubscribe = (topic: Topic, listener: (change: Change) => void): void => {
    const rest = listeners.get(topic);
    rest?.delete(listener);
    if (rest?.size === 0) listeners.delete(topic);
  };

  return {
    publish: async (topic, version) => {
      id += 1;
      const change = { id, topic, version };
      if (LASTING.includes(topic)) latest.set(topic, change);
      for (const listener of [...(listeners.get(topic) ?? [])]) listener(change);
      return change;
    },
    latest: (topic) => latest.get(topic),
    subscribe: (topic, listener, after = 0) => {
      listenersOf(topic).add(listener);
      const current = latest.get(topic);
      if (current && current.id > after) listener(current);
      return () => unsubscribe(topic, listener);
    },
    close: async () => listeners.clear(),
  };
};
