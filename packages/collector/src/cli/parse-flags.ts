import { parseArgs } from 'node:util';
import { messageOf } from '../problem.js';
import type { Command, Flags, Input } from './command.js';
import { UsageError } from './terminal.js';

type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** Flags of every command. */
const COMMON: Flags = { json: { about: '' }, help: { about: '' } };

const optionsOf = (flags: Flags) =>
  Object.fromEntries(
    Object.entries(flags).map(([name, { value, multiple }]) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        ...(multiple && { multiple }),
      },
    ]),
  );

const checkWords = ({ name, takes = [] }: Command, words: string[]): void => {
  const missing = takes.slice(words.length).find((word) => !word.startsWith('['));
  if (missing !== undefined) throw new UsageError(`${missing} is missing. See: tendril ${name} --help`);
  const surplus = words[takes.length];
  if (surplus !== undefined)
    throw new UsageError(`Unexpected argument '${surplus}'. See: tendril ${name} --help`);
};

const asList = (value: Values[string]): string[] | undefined =>
  value === undefined ? undefined : [value].flat().map(String);

/** Reads what follows the name of a command. Throws a `UsageError`. */
export const parseFlags = (command: Command, args: string[]): Input => {
  const flags = { ...command.flags, ...COMMON };
  let parsed: { values: Values; positionals: string[] };
  try {
    parsed = parseArgs({ args, options: optionsOf(flags), allowPositionals: true });
  } catch (error) {
    // The first sentence names the flag; what follows is about `--`, which no flag here needs.
    const what = messageOf(error).split('. ')[0]?.replace(/\.$/, '');
    const known = Object.keys(flags).map((name) => `--${name}`);
    throw new UsageError(`${what}. The flags are ${known.join(', ')}; see: tendril ${command.name} --help`);
  }
  const { values, positionals: words } = parsed;
  checkWords(command, words);
  return {
    words,
    value: (flag) => asList(values[flag])?.at(-1),
    values: (flag) => asList(values[flag]),
    isSet: (flag) => values[flag] === true,
  };
};

/** A whole number that a flag was given; undefined when it was not. Throws a `UsageError`. */
export const wholeNumber = (
  input: Input,
  flag: string,
  cure = 'Give a whole number.',
): number | undefined => {
  const text = input.value(flag);
  if (text === undefined || /^\d+$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new UsageError(`--${flag} ${text} is not a number. ${cure}`);
};

/** The value of a flag that is needed. Throws a `UsageError`. */
export const needed = (input: Input, flag: string, cure: string): string => {
  const value = input.value(flag);
  if (value !== undefined && value !== '') return value;
  throw new UsageError(`--${flag} is missing. ${cure}`);
};
