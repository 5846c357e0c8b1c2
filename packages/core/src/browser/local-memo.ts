import type { Memo } from '../ports.js';

/** localStorage under one prefix; a Map where the browser refuses it (Safari throws even on access when blocked). */
export function createLocalMemo(prefix: string): Memo {
  const memory = new Map<string, string>();
  return {
    read(name) {
      try {
        return localStorage.getItem(prefix + name) ?? memory.get(name);
      } catch {
        return memory.get(name);
      }
    },
    write(name, value) {
      if (value === undefined) memory.delete(name);
      else memory.set(name, value);
      try {
        if (value === undefined) localStorage.removeItem(prefix + name);
        else localStorage.setItem(prefix + name, value);
      } catch {
        // The Map above holds it for this page.
      }
    },
  };
}
