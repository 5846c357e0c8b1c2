type Listener<News> = (news: News) => void;

/** Who listens to what. */
export interface Listeners<News> {
  add(topic: string, listener: Listener<News>): () => void;
  tell(topic: string, news: News): void;
  clear(): void;
}

/** Listeners by topic; a topic without any takes no room. */
export const createListeners = <News>(): Listeners<News> => {
  const byTopic = new Map<string, Set<Listener<News>>>();
  return {
    add: (topic, listener) => {
      const listeners = byTopic.get(topic) ?? new Set();
      byTopic.set(topic, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && byTopic.get(topic) === listeners) byTopic.delete(topic);
      };
    },
    tell: (topic, news) => {
      for (const listener of [...(byTopic.get(topic) ?? [])]) listener(news);
    },
    clear: () => byTopic.clear(),
  };
};
