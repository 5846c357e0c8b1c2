import { PassThrough } from 'node:stream';
import { runCommandLine } from '../cli/run-command-line.js';

/** What a command of `tendril` did. */
export interface Ran {
  code: number;
  printed: string;
  complained: string;
  /** What was printed, parsed. */
  // biome-ignore lint/suspicious/noExplicitAny: tests assert on the parsed output.
  json(): any;
}

/** Runs a command in this process; one that serves is asked to end at once. `screen`: where progress is drawn. */
export const runTendril = async (
  args: string[],
  env: Record<string, string> = {},
  screen: NodeJS.WritableStream = new PassThrough(),
): Promise<Ran> => {
  let printed = '';
  let complained = '';
  const code = await runCommandLine(args, {
    version: '1.2.3',
    env,
    print: (text) => {
      printed += text;
    },
    complain: (text) => {
      complained += text;
    },
    screen,
    now: Date.now,
    untilStopped: async () => {},
  });
  return { code, printed, complained, json: () => JSON.parse(printed) };
};
