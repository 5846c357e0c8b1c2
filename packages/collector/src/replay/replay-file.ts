import { existsSync, renameSync, rmSync } from 'node:fs';
import { openSqliteStore } from '../store/sqlite/sqlite-store.js';
import { type RebuildParts, type Rebuilt, rebuildStore } from './rebuild-store.js';

const SIDE_FILES = ['', '-wal', '-shm'];
const remove = (file: string): void => {
  for (const end of SIDE_FILES) rmSync(file + end, { force: true });
};

const rebuild = async (store: string, next: string, parts: ReplayParts): Promise<Rebuilt> => {
  const before = existsSync(store) ? await openSqliteStore(store) : undefined;
  const after = await openSqliteStore(next);
  try {
    return await rebuildStore({ ...parts, after, ...(before && { before }) });
  } finally {
    await after.close();
    await before?.close();
  }
};

/** What a replay reads, and whom it tells. */
export type ReplayParts = Omit<RebuildParts, 'before' | 'after'>;

/** Builds a read model in a file again, beside the present one, and puts it in its place when it is whole. */
export const replayFile = async (store: string, parts: ReplayParts): Promise<Rebuilt> => {
  const next = `${store}.next`;
  try {
    // What an interrupted run left.
    remove(next);
    const rebuilt = await rebuild(store, next, parts);
    remove(store);
    renameSync(next, store);
    return rebuilt;
  } finally {
    remove(next);
  }
};
