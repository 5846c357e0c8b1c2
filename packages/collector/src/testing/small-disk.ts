import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const MEGABYTE = 1024 * 1024;

/** A disk of its own that is soon full. */
export interface SmallDisk {
  path: string;
  free(): number;
  /** Lets something else take the space until only `leave` bytes are free. */
  fill(leave?: number): void;
  /** Gives back what that took. */
  clear(): void;
}

/** A memory disk of `megabytes`, which goes when the test ends; or the reason why there can be none here. */
export const mountSmallDisk = (megabytes: number): SmallDisk | string => {
  if (process.platform !== 'linux') return 'a small disk needs Linux: it is a tmpfs';
  const path = mkdtempSync(join(tmpdir(), 'tendril-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'pipe' });
  } catch (error) {
    rmSync(path, { recursive: true });
    return `a small disk can not be mounted, which needs root: ${String((error as { stderr?: unknown }).stderr ?? error).trim()}`;
  }
  onTestFinished(() => {
    // Lazily: a collector that is killed with the test may hold files for a moment longer.
    execFileSync('umount', ['--lazy', path]);
    rmSync(path, { recursive: true });
  });
  const ballast = join(path, 'ballast');
  const free = (): number => {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  };
  return {
    path,
    free,
    fill: (leave = 0) => {
      const file = openSync(ballast, 'a');
      try {
        for (let room = free() - leave; room > 0; room = free() - leave) {
          writeSync(file, Buffer.alloc(Math.min(room, MEGABYTE)));
        }
      } catch (error) {
        // Somebody else took the rest.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    clear: () => rmSync(ballast, { force: true }),
  };
};
