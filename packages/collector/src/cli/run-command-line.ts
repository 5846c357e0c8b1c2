import { SetupError } from '../problem.js';
import type { Command } from './command.js';
import { COMMANDS } from './commands/index.js';
import { commandHelp, overview } from './help.js';
import { parseFlags } from './parse-flags.js';
import { CommandError, EXIT, type Terminal, UsageError } from './terminal.js';

const isHelp = (arg: string): boolean => arg === '--help' || arg === '-h';

/** The command that the words begin with, and what follows its name. Throws a `UsageError`. */
const find = (args: string[]): { command: Command; rest: string[] } => {
  for (const length of [2, 1]) {
    const name = args.slice(0, length).join(' ');
    const command = COMMANDS.find((candidate) => candidate.name === name);
    if (command) return { command, rest: args.slice(length) };
  }
  const family = COMMANDS.filter(({ name }) => name.startsWith(`${args[0]} `));
  const names = (family.length > 0 ? family : COMMANDS).map(({ name }) => name).join(', ');
  const said = family.length > 0 && args[1] !== undefined ? `${args[0]} ${args[1]}` : args[0];
  throw new UsageError(`There is no command ${said}. The commands are ${names}, help; see: tendril help`);
};

const familyHelp = (args: string[]): string | undefined => {
  const family = COMMANDS.filter(({ name }) => name.startsWith(`${args[0]} `));
  return args.length === 1 && family.length > 0 ? overview(family) : undefined;
};

const help = (args: string[]): string =>
  args.length === 0 ? overview(COMMANDS) : (familyHelp(args) ?? commandHelp(find(args).command));

const run = async (args: string[], terminal: Terminal): Promise<number> => {
  const [first = '--help'] = args;
  if (first === '--version') terminal.print(`${terminal.version}\n`);
  else if (isHelp(first) || first === 'help') terminal.print(help(args.slice(1)));
  else if (args.some(isHelp)) terminal.print(help(args.filter((arg) => !arg.startsWith('-')).slice(0, 2)));
  else return runCommand(args, terminal);
  return EXIT.ok;
};

const runCommand = async (args: string[], terminal: Terminal): Promise<number> => {
  const { command, rest } = find(args);
  const input = parseFlags(command, rest);
  const outcome = await command.run(input, terminal);
  if (!outcome) return EXIT.ok;
  terminal.print(input.isSet('json') ? `${JSON.stringify(outcome.json)}\n` : outcome.text);
  return outcome.isBad ? EXIT.failed : EXIT.ok;
};

/** What to say of a failure, as data. */
const issuesOf = (error: unknown): object[] => {
  if (error instanceof CommandError) return [...error.issues];
  if (error instanceof SetupError) return [...error.issues];
  if (error instanceof UsageError)
    return [{ code: 'value', path: 'command line', message: error.message, cure: 'See: tendril help' }];
  return [
    { code: 'internal', path: 'tendril', message: String(error), cure: 'Run it again without --json.' },
  ];
};

const complain = (error: unknown, args: string[], terminal: Terminal): void => {
  if (args.includes('--json')) {
    const [first, ...rest] = issuesOf(error);
    terminal.print(
      `${JSON.stringify({ error: first, ...(rest.length > 0 && { issues: [first, ...rest] }) })}\n`,
    );
    return;
  }
  const isKnown = [UsageError, SetupError, CommandError].some((kind) => error instanceof kind);
  const text = error instanceof Error ? (isKnown ? error.message : error.stack) : String(error);
  terminal.complain(`tendril: ${text}\n`);
};

/** Runs one command and resolves with the exit code: 0, 1 when it failed, 2 when the command line is wrong. */
export const runCommandLine = async (args: string[], terminal: Terminal): Promise<number> => {
  try {
    return await run(args, terminal);
  } catch (error) {
    complain(error, args, terminal);
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
};
