import { messageOf } from '../problem.js';
import { CommandError } from './terminal.js';

const isOfSystem = (error: unknown): boolean =>
  typeof (error as { syscall?: unknown } | undefined)?.syscall === 'string';

/**
 * What the system says of a file, folder or bucket that can not be written, as a `CommandError`; anything else as it is.
 * `flag` names the place.
 */
export const unwritable = (error: unknown, flag: string, place: string): unknown => {
  // `fetch` wraps what the network says.
  const said = [error, (error as Error).cause].find(isOfSystem);
  if (said === undefined) return error;
  const message = `${place} can not be written: ${messageOf(said)}.`;
  const cure = `Name a place that can be reached and written to, and has room: ${flag}`;
  return new CommandError([{ code: 'path', path: flag, message, cure }]);
};
