import { readFile } from 'node:fs/promises';
import { messageOf } from '../problem.js';
import { CommandError } from './terminal.js';

/** What can not be read, and what to name instead. */
export const unreadable = (file: string, error: unknown, cure: string): CommandError => {
  const message = `${file} can not be read: ${messageOf(error)}.`;
  return new CommandError([{ code: 'json', path: 'FILE', message, cure }]);
};

/** The JSON of a file. Throws a `CommandError`. */
export const readJson = async (file: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw unreadable(file, error, 'Name a file with one JSON object.');
  }
};
