import type { WritableAtom } from 'nanostores';

/** Lets a listener of the host's throw, without harm to who sets the store: what is shown must be recorded. */
export function guardStore<T>(store: WritableAtom<T>): void {
  const { set } = store;
  store.set = (value) => {
    try {
      set(value);
    } catch (error) {
      // The host's own mistake: report it where uncaught errors go, outside this call.
      void Promise.reject(error);
    }
  };
}
