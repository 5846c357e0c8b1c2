import { FORMAT_NAMES, type FormatName } from '../export/formats.js';
import type { Input } from './command.js';
import { UsageError } from './terminal.js';

/** The format of exported files that a flag names; undefined when it was not given. Throws a `UsageError`. */
export const formatFlag = (input: Input, flag: string): FormatName | undefined => {
  const format = input.value(flag);
  if (format === undefined || FORMAT_NAMES.includes(format as FormatName))
    return format as FormatName | undefined;
  throw new UsageError(`--${flag} ${format} is not known. Give one of ${FORMAT_NAMES.join(', ')}.`);
};
