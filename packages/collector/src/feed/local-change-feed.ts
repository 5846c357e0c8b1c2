import { type Change, type ChangeFeed, LASTING_TOPICS, type Topic } from './change-feed.port.js';
import { createListeners } from './listeners.js';

/** The embedded feed: within this process. `now` gives milliseconds since 1970. */
export const createLocalChangeFeed = (now: () => number = Date.now): ChangeFeed => {
  // Ids start at the clock, so that a client which saw changes before a restart does not take new ones for old.
  let id = now();
  const latest = new Map<Topic, Change>();
  const listeners = createListeners<Change>();

  return {
    publish: async (topic, version) => {
      id += 1;
      const change = { id, topic, version };
      if (LASTING_TOPICS.includes(topic)) latest.set(topic, change);
      listeners.tell(topic, change);
      return change;
    },
    latest: (topic) => latest.get(topic),
    subscribe: (topic, listener, after = 0) => {
      const leave = listeners.add(topic, listener);
      const current = latest.get(topic);
      if (current && current.id > after) listener(current);
      return leave;
    },
    close: async () => listeners.clear(),
  };
};
