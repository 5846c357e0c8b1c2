import type { Memo } from '../ports.js';

/** A memo whose contents a test can see, share between tabs and lose. */
export function createFakeMemo(entries = new Map<string, string>()): Memo & { entries: Map<string, string> } {
  return {
    entries,
    read: (name) => entries.get(name),
    write(name, value) {
      if (value === undefined) entries.delete(name);
      else entries.set(name, value);
    },
  };
}
