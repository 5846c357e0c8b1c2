import { parseArgs } from 'node:util';
import { type CollectorOptions, checkOptions } from '../options.js';
import { messageOf } from '../problem.js';
import { type Terminal, UsageError } from './terminal.js';

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string', default: './tendril-data' },
  rules: { type: 'string' },
  'write-key': { type: 'string', multiple: true },
  'secret-key': { type: 'string' },
  quiet: { type: 'boolean', default: false },
} as const;

const parse = (args: string[]) => {
  try {
    return parseArgs({ args, options: FLAGS }).values;
  } catch (error) {
    // The first sentence names the flag; what follows is about `--`, which no flag here needs.
    const what = messageOf(error).split('. ')[0]?.replace(/\.$/, '');
    const known = Object.keys(FLAGS).map((name) => `--${name}`);
    throw new UsageError(`${what}. The flags are ${known.join(', ')}; see: tendril serve --help`);
  }
};

const keysOf = (list: string | undefined): string[] =>
  (list ?? '').split(',').flatMap((key) => (key.trim() === '' ? [] : [key.trim()]));

const toPort = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`--port ${text} is not a number. Give one from 0 to 65535; 0 picks a free port.`);
};

/** The options that `tendril serve` is given, with those of the environment. Throws a `UsageError`. */
export const readServeFlags = (args: string[], env: Terminal['env']): CollectorOptions => {
  const { port, host, data, rules, quiet, ...keys } = parse(args);
  const secretKey = keys['secret-key'] ?? env.TENDRIL_SECRET_KEY;
  const options = {
    data,
    quiet,
    writeKeys: keys['write-key'] ?? keysOf(env.TENDRIL_WRITE_KEY),
    ...(port !== undefined && { port: toPort(port) }),
    ...(host !== undefined && { host }),
    ...(rules !== undefined && { rules }),
    ...(secretKey !== undefined && { secretKey }),
  };
  try {
    return checkOptions(options);
  } catch (error) {
    throw new UsageError(`${messageOf(error)} See: tendril serve --help`);
  }
};
