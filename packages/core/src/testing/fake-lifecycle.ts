import type { PageLifecycle } from '../ports.js';

type Phase = 'exit' | 'resume' | 'online';

export interface FakeLifecycle extends PageLifecycle {
  fire(phase: Phase): void;
  readonly listeners: number;
  /** The page has had time to start: runs what waits for that, and what comes later at once. */
  rest(): void;
}

export function createFakeLifecycle(): FakeLifecycle {
  const listeners = new Set<(phase: Phase) => void>();
  let waiting: (() => void)[] | undefined = [];
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    idle(fn) {
      if (waiting) waiting.push(fn);
      else fn();
    },
    fire(phase) {
      for (const listener of [...listeners]) listener(phase);
    },
    get listeners() {
      return listeners.size;
    },
    rest() {
      const fns = waiting ?? [];
      waiting = undefined;
      for (const fn of fns) fn();
    },
  };
}
