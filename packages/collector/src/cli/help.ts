import type { Command, Flag } from './command.js';

const JSON_FLAG: Flag = { about: 'print one JSON document, also when it fails' };
const HELP_FLAG: Flag = { about: 'this text' };

const columns = (rows: [left: string, right: string][]): string => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
};
const section = (title: string, body: string): string => `\n${title}\n${body}\n`;
const flagRow = ([name, { value, about, multiple }]: [string, Flag]): [string, string] => [
  `--${name}${value === undefined ? '' : ` ${value}`}`,
  `${about}${multiple ? '; may be given again' : ''}`,
];

/** Text of `tendril COMMAND --help`. */
export const commandHelp = ({
  name,
  about,
  takes = [],
  flags = {},
  environment,
  examples,
}: Command): string => {
  const all = { ...flags, json: JSON_FLAG, help: HELP_FLAG };
  return [
    `tendril ${name}: ${about}\n`,
    section('Usage', `  ${['tendril', name, ...takes, '[flags]'].join(' ')}`),
    section('Flags', columns(Object.entries(all).map(flagRow))),
    environment ? section('Environment', columns(Object.entries(environment))) : '',
    section('Examples', examples.map((line) => `  ${line}`).join('\n')),
  ].join('');
};

/** Text of `tendril help`. */
export const overview = (commands: readonly Command[]): string =>
  [
    'tendril: the collector of Tendril\n',
    section('Commands', columns(commands.map(({ name, about }) => [`tendril ${name}`, about]))),
    section(
      'More',
      columns([
        ['tendril COMMAND --help', 'flags and examples of a command'],
        ['tendril --version', 'the version'],
      ]),
    ),
    section('Example', '  tendril serve --data ./tendril-data --rules rules.json --write-key wk_dev'),
    section(
      'Exit codes',
      columns([
        ['0', 'done'],
        ['1', 'it failed, or something is wrong'],
        ['2', 'the command line is wrong'],
      ]),
    ),
  ].join('');
