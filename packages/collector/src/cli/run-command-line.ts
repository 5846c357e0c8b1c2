import { SetupError } from '../problem.js';
import { HELP, SERVE_HELP } from './help.js';
import { serve } from './serve.js';
import { readServeFlags } from './serve-flags.js';
import { EXIT, type Terminal, UsageError } from './terminal.js';

const isHelp = (arg: string): boolean => arg === '--help' || arg === '-h';

const help = (command: string | undefined): string => {
  if (command === undefined) return HELP;
  if (command === 'serve') return SERVE_HELP;
  throw new UsageError(`There is no command ${command}. The commands are serve and help; see: tendril help`);
};

const run = async ([command, ...args]: string[], terminal: Terminal): Promise<void> => {
  if (command === undefined || isHelp(command)) return terminal.print(HELP);
  if (command === '--version') return terminal.print(`${terminal.version}\n`);
  if (command === 'help') return terminal.print(help(args[0]));
  const text = help(command);
  if (args.some(isHelp)) return terminal.print(text);
  return serve(readServeFlags(args, terminal.env), terminal);
};

/** Runs one command and resolves with the exit code: 0, 1 when it failed, 2 when the command line is wrong. */
export const runCommandLine = async (args: string[], terminal: Terminal): Promise<number> => {
  try {
    await run(args, terminal);
    return EXIT.ok;
  } catch (error) {
    if (error instanceof UsageError || error instanceof SetupError) {
      terminal.complain(`tendril: ${error.message}\n`);
      return error instanceof UsageError ? EXIT.usage : EXIT.failed;
    }
    terminal.complain(`tendril: ${error instanceof Error ? error.stack : String(error)}\n`);
    return EXIT.failed;
  }
};
