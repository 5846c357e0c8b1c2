import type { Terminal } from './terminal.js';

/** A flag. One without `value` is on or off; `value` names what it takes, such as `FILE`. */
export interface Flag {
  about: string;
  value?: string;
  /** May be given again. */
  multiple?: true;
}
export type Flags = Readonly<Record<string, Flag>>;

/** What was said on the command line. */
export interface Input {
  /** Words that are no flags. */
  words: string[];
  /** Value of a flag; undefined when it was not given. */
  value(flag: string): string | undefined;
  values(flag: string): string[] | undefined;
  isSet(flag: string): boolean;
}

/** What a command found: for people, and for programs (`--json`). */
export interface Outcome {
  text: string;
  json: unknown;
  /** The command worked, and what it looked at is wrong: exit code 1. */
  isBad?: boolean;
}

export interface Command {
  /** One or two words. */
  name: string;
  /** One line. */
  about: string;
  /** Words that it takes: `FILE` is needed, `[FILE]` is not. */
  takes?: string[];
  flags?: Flags;
  /** Environment variables, with what they stand for. */
  environment?: Readonly<Record<string, string>>;
  /** Whole lines, ready to be copied. */
  examples: string[];
  /** Throws a `UsageError` when the command line is wrong, a `CommandError` or `SetupError` when it can not be done. */
  run(input: Input, terminal: Terminal): Promise<Outcome | undefined>;
}
