import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './temporary-directory.js';

/** Writes files, text as it is and all else as JSON, into a directory that goes when the test ends. Gives their paths. */
export const writeFiles = <Name extends string>(files: Record<Name, unknown>): Record<Name, string> => {
  const directory = temporaryDirectory();
  const written = Object.entries<unknown>(files).map(([name, content]) => {
    const path = join(directory, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    return [name, path];
  });
  return Object.fromEntries(written) as Record<Name, string>;
};
