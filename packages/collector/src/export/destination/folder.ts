import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Destination } from './destination.js';

const isMissing = (error: unknown): boolean => (error as { code?: unknown }).code === 'ENOENT';

/** A folder of this machine, made where it is missing. */
export const folderDestination = (folder: string): Destination => ({
  name: folder,
  // On the same file system, so that a file is renamed and not copied.
  workDirectory: async () => {
    await mkdir(folder, { recursive: true });
    return mkdtemp(join(folder, '.export-'));
  },
  put: async (path, file) => {
    const place = join(folder, path);
    await mkdir(dirname(place), { recursive: true });
    await rename(file, place);
  },
  read: (path) =>
    readFile(join(folder, path), 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    }),
  remove: (path) => rm(join(folder, path), { force: true }),
});
