import { statfs } from 'node:fs/promises';

const LOOK_EVERY_MS = 2000;
export const MEGABYTE = 1024 * 1024;

/** Free bytes that this process may use on the disk of `directory`. */
export const freeBytesOf = async (directory: string): Promise<number> => {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
};

/** Knows how much of the disk is free. */
export interface DiskFloor {
  /** What was free when it was last looked at; undefined when it can not be known. */
  freeBytes(): number | undefined;
  isReached(): boolean;
  close(): void;
}

/** Looks at the disk at once and every two seconds. A floor of 0 is never reached. */
export const watchDiskFloor = async (
  freeBytes: () => Promise<number>,
  floorBytes: number,
): Promise<DiskFloor> => {
  let free: number | undefined;
  const look = async (): Promise<void> => {
    // A disk that can not be asked shows itself soon enough, when an append fails.
    free = await freeBytes().catch(() => undefined);
  };
  await look();
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return {
    freeBytes: () => free,
    isReached: () => floorBytes > 0 && free !== undefined && free < floorBytes,
    close: () => clearInterval(timer),
  };
};
