import { readFile } from 'node:fs/promises';
import { messageOf, type ServerIssue, SetupError } from '../problem.js';

/** What is wrong with a document; `path` is the place in it. */
export type ConfigIssue = Pick<ServerIssue, 'code' | 'path' | 'message' | 'cure'>;

/** Issues of a file as they are told: the file leads the message, which has to stand alone in a log. */
export const refuseConfig = (
  file: string,
  flag: string,
  [first, ...rest]: readonly [ConfigIssue, ...ConfigIssue[]],
): SetupError => {
  const placed = ({ code, path, message, cure }: ConfigIssue): ServerIssue => ({
    code,
    path: path || flag,
    message: `${file}${path && `: ${path}`} ${message}.`,
    cure,
  });
  return new SetupError(placed(first), ...rest.map(placed));
};

/** The JSON of a file that the operator wrote. Throws a `SetupError`; `flag` is the one that named the file. */
export const readConfigJson = async (file: string, flag: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const message = `can not be read: ${messageOf(error)}`;
    throw refuseConfig(file, flag, [{ code: 'path', path: '', message, cure: `Name a file: ${flag} FILE.` }]);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const message = `is not JSON: ${messageOf(error)}`;
    const cure = 'Write one JSON object; check commas and quotes.';
    throw refuseConfig(file, flag, [{ code: 'json', path: '', message, cure }]);
  }
};
