import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf, SetupError } from './problem.js';

const makeWritable = (directory: string): void => {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
  } catch (error) {
    throw new SetupError({
      code: 'path',
      path: '--data',
      message: `The data directory ${directory} can not be used: ${messageOf(error)}.`,
      cure: 'Name a directory that the collector may write to: --data DIR',
    });
  }
};

/**
 * Creates the data directory where it is missing and takes it for this collector alone: two would apply the same log
 * side by side. SQLite's file lock goes by itself when the process dies, however it dies. Returns the release.
 * Throws a `SetupError`.
 */
export const claimDirectory = (directory: string): (() => void) => {
  makeWritable(directory);
  const lock = new DatabaseSync(join(directory, 'lock.db'));
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new SetupError({
      code: 'duplicate',
      path: '--data',
      message: `Another collector uses the data directory ${directory}.`,
      cure: 'Stop it, or give this one a directory of its own: --data DIR',
    });
  }
  return () => lock.close();
};
