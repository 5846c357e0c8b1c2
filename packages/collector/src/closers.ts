import { messageOf } from './problem.js';

/** What runs when something closes, the last first. */
export type Closers = (() => unknown)[];

/** Runs each of them, also after one that failed: what is left open holds files and ports. Rejects with what went wrong. */
export const closeInReverse = async (closers: Closers): Promise<void> => {
  const failures: unknown[] = [];
  for (const close of closers.splice(0).reverse()) {
    try {
      await close();
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length > 1) throw new AggregateError(failures, failures.map(messageOf).join('; '));
  if (failures.length > 0) throw failures[0];
};
