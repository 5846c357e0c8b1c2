import type { Notices } from './tendril.js';

/** Calls a listener of the host's. What it throws is its own mistake, and harms nothing here. */
export function callSafely<T>(listener: (value: T) => void, value: T): void {
  try {
    listener(value);
  } catch (error) {
    // Report it where uncaught errors go, outside this call.
    void Promise.reject(error);
  }
}

/** Tells listeners; one that throws harms neither the others nor the host page. */
export function createNotices() {
  const listeners: { [name in keyof Notices]?: Set<(notice: never) => void> } = {};
  return {
    on<Name extends keyof Notices>(name: Name, listener: (notice: Notices[Name]) => void): () => void {
      listeners[name] ??= new Set();
      const set: Set<(notice: never) => void> = listeners[name];
      set.add(listener);
      return () => set.delete(listener);
    },
    emit<Name extends keyof Notices>(name: Name, notice: Notices[Name]): void {
      for (const listener of listeners[name] ?? []) callSafely(listener, notice as never);
    },
  };
}
export type Noticeboard = ReturnType<typeof createNotices>;
