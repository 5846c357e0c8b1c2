import { type FSWatcher, unwatchFile, watch, watchFile } from 'node:fs';
import { dirname } from 'node:path';

/** Editors write in steps: truncate and write, or write beside it and rename. Wait until they are through. */
const SETTLE_MS = 50;
const POLL_MS = 2000;

const watchDirectory = (directory: string, onEvent: () => void): FSWatcher | undefined => {
  try {
    // The directory and not the file: a watch on a file stays with the old inode when an editor renames over it.
    // Events of other names count too: Kubernetes changes a mounted file by swapping a symbolic link beside it.
    return watch(directory, onEvent).on('error', () => {});
  } catch {
    return undefined;
  }
};

/**
 * Calls `onChange` some time after `file` may have changed, also when it was replaced, or removed and made again.
 * It may call without a change: compare the content. Returns a function that ends it.
 */
export const watchForChanges = (file: string, onChange: () => void): (() => void) => {
  let settling: NodeJS.Timeout | undefined;
  const settle = (): void => {
    clearTimeout(settling);
    settling = setTimeout(onChange, SETTLE_MS);
  };
  const watcher = watchDirectory(dirname(file), settle);
  // Network and container mounts send no events: look at the file itself now and then.
  watchFile(file, { interval: POLL_MS }, settle);
  return () => {
    watcher?.close();
    unwatchFile(file, settle);
    clearTimeout(settling);
  };
};
