import { parseArgs } from 'node:util';

export const HELP = `Measures, and prints a table of goals and ratios. Builds what changed first.
npm run bench [-- [name ...] [flags]]

Names
  those of the folders in scripts/bench that measure; all of them when none is given

Flags
  --runs N   repeats each measurement N times instead of its own number
  --json     prints the results as JSON
  --help     this text
`;

/** Reads the command line. Throws an error that names what is wrong. @returns `{ names, runs, json, help }` */
export function readOptions(args, known) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      runs: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`no benchmark is named ${unknown}: use one of ${known.join(', ')}`);
  const runs = values.runs === undefined ? undefined : Number(values.runs);
  if (runs !== undefined && !(Number.isInteger(runs) && runs > 0))
    throw new Error(`--runs ${values.runs}: give a whole number from 1`);
  return { names: positionals.length ? positionals : known, runs, json: values.json, help: values.help };
}
