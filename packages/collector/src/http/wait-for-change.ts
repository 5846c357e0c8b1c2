import type { ChangeFeed, Topic } from '../feed/change-feed.port.js';

/** Resolves on the next change of `topic`, after `ms` milliseconds, or when a signal aborts; whichever is first. */
export const waitForChange = (
  feed: ChangeFeed,
  topic: Topic,
  ms: number,
  signals: AbortSignal[],
): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      unsubscribe();
      for (const signal of signals) signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    const unsubscribe = feed.subscribe(topic, done, feed.latest(topic)?.id ?? 0);
    for (const signal of signals) signal.addEventListener('abort', done);
    if (signals.some(({ aborted }) => aborted)) done();
  });
