import type { Memo } from '../ports.js';

/** localStorage under one prefix. Where the browser refuses it, whoever asked remembers for this page. */
export const createLocalMemo = (prefix: string): Memo => ({
  read(name) {
    try {
      return localStorage.getItem(prefix + name) ?? undefined;
    } catch {
      // Safari throws even on access when storage is blocked.
      return undefined;
    }
  },
  write(name, value) {
    try {
      // First: where there is no room for the new value, the old one must not stand for it.
      localStorage.removeItem(prefix + name);
      if (value !== undefined) localStorage.setItem(prefix + name, value);
    } catch {
      // As above; and a full storage takes nothing.
    }
  },
});
