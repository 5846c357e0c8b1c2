import type { WritableAtom } from 'nanostores';
import { callSafely } from './notices.js';

/** Lets a listener of the host's throw, without harm to who sets the store: what is shown must be recorded. */
export function guardStore<T>(store: WritableAtom<T>): void {
  const { set } = store;
  store.set = (value) => callSafely(set, value);
}
