import type { NudgeLink } from '@tendril/core';

export interface FakeClock {
  now: NudgeLink['ports']['clock']['now'];
  after: NudgeLink['ports']['clock']['after'];
  /** Timers that neither fired nor were cancelled. */
  pending(): number;
  /** Lets time pass: timers fire in their order, and promises and page observers answer after each. */
  advance(ms: number): Promise<void>;
}

/** Lets everything that can go on go on: a task of its own, after all microtasks. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });

export const START = Date.parse('2026-03-10T12:00:00Z');

/** Time that passes only when told to. */
export function createFakeClock(): FakeClock {
  let now = START;
  const timers = new Set<{ due: number; fn: () => void }>();
  return {
    now: () => now,
    after(ms, fn) {
      const timer = { due: now + ms, fn };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pending: () => timers.size,
    async advance(ms) {
      const end = now + ms;
      await turn();
      for (;;) {
        const [next] = [...timers].sort((a, b) => a.due - b.due);
        if (!next || next.due > end) break;
        now = Math.max(now, next.due);
        timers.delete(next);
        next.fn();
        await turn();
      }
      now = end;
    },
  };
}
