/** Wakes whoever waits. A ring that nobody heard is kept for the next who waits. */
export interface Bell {
  ring(): void;
  /** Resolves on the next ring, or after `ms` milliseconds. */
  wait(ms: number): Promise<void>;
}

export const createBell = (): Bell => {
  let isRinging = false;
  const waiting = new Set<() => void>();
  return {
    ring: () => {
      if (waiting.size === 0) isRinging = true;
      for (const wake of [...waiting]) wake();
    },
    wait: (ms) =>
      new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, isRinging ? 0 : ms);
        isRinging = false;
        waiting.add(wake);
      }),
  };
};
