import type { Clock } from '../ports.js';
import { turn } from './turn.js';

export interface FakeClock extends Clock {
  /** Timers that have not fired and were not cancelled. */
  readonly timers: number;
  /** Every wait that was asked for, in milliseconds. */
  readonly waits: number[];
  /** Lets time pass; timers fire in their order, and what they start goes as far as it can. */
  advance(ms: number): Promise<void>;
  /** Runs the next timer, however far away. False when there is none. */
  next(): Promise<boolean>;
  /** Somebody sets the clock: `now` jumps, timers do not care. */
  set(now: number): void;
}

export const START = Date.parse('2026-03-01T12:00:00.000Z');

/** Time that passes only when told to. */
export function createFakeClock(start = START): FakeClock {
  let elapsed = 0;
  let offset = start;
  const timers = new Set<{ due: number; fn: () => void }>();
  const waits: number[] = [];
  const soonest = () => [...timers].sort((a, b) => a.due - b.due)[0];

  async function fire(timer: { due: number; fn: () => void }): Promise<void> {
    elapsed = Math.max(elapsed, timer.due);
    timers.delete(timer);
    timer.fn();
    await turn();
  }

  return {
    now: () => offset + elapsed,
    after(ms, fn) {
      const timer = { due: elapsed + ms, fn };
      waits.push(ms);
      timers.add(timer);
      return () => timers.delete(timer);
    },
    get timers() {
      return timers.size;
    },
    waits,
    async advance(ms) {
      const end = elapsed + ms;
      await turn();
      for (let timer = soonest(); timer && timer.due <= end; timer = soonest()) await fire(timer);
      elapsed = end;
    },
    async next() {
      await turn();
      const timer = soonest();
      if (timer) await fire(timer);
      return !!timer;
    },
    set(now) {
      offset = now - elapsed;
    },
  };
}
