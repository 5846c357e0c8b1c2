import { readFile } from 'node:fs/promises';
import { messageOf } from '../../problem.js';
import type { RulesetDiff } from '../../rules/diff-rulesets.js';
import { readRulesetFile } from '../../rules/ruleset-file.js';
import type { RulesetVersion } from '../../rules/ruleset-history.port.js';
import { adminClient, REMOTE_ENVIRONMENT, REMOTE_FLAGS } from '../admin-client.js';
import type { Command, Flags, Input } from '../command.js';
import { wholeNumber } from '../parse-flags.js';
import { table } from '../table.js';
import { CommandError, UsageError } from '../terminal.js';

const PUBLISH_FLAGS: Flags = {
  ...REMOTE_FLAGS,
  note: { value: 'TEXT', about: 'why, for the history' },
  base: { value: 'N', about: 'only when this is still the newest version' },
};

const rulesetOf = async (file: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const message = `${file} can not be read: ${messageOf(error)}.`;
    throw new CommandError([
      { code: 'json', path: 'FILE', message, cure: 'Name a file with one JSON object.' },
    ]);
  }
};
const publication = (input: Input) => {
  const base = wholeNumber(input, 'base');
  return { note: input.value('note') ?? '', ...(base !== undefined && { base }) };
};

const check: Command = {
  name: 'rules check',
  about: 'look for mistakes in a ruleset file; needs no collector',
  takes: ['FILE'],
  examples: ['tendril rules check rules.json', 'tendril rules check rules.json --json'],
  run: async ({ words: [file = ''] }) => {
    const { issues } = await readRulesetFile(file);
    const lines = issues.map(({ path, message, cure }) => `${path || file}: ${message}. Cure: ${cure}\n`);
    const text = issues.length === 0 ? `${file} is right.\n` : lines.join('');
    return { text, json: { issues }, isBad: issues.length > 0 };
  },
};

const describe = ({ isSame, added, removed, changed, other }: RulesetDiff): string => {
  if (isSame) return 'Nothing would change.\n';
  const nudges = changed.map(({ id, rev: [before, after], paths }) => {
    const same = before === after ? `; rev is still ${after}: count it up` : '';
    return `~ ${id} (${paths.join(', ')})${same}`;
  });
  const lines = [...added.map((id) => `+ ${id}`), ...removed.map((id) => `- ${id}`), ...nudges];
  return `${[...lines, ...other.map((path) => `~ ${path}`)].join('\n')}\n`;
};

const diff: Command = {
  name: 'rules diff',
  about: 'say what would change if a ruleset file were published',
  takes: ['FILE'],
  flags: REMOTE_FLAGS,
  environment: REMOTE_ENVIRONMENT,
  examples: ['tendril rules diff rules.json'],
  run: async (input, terminal) => {
    const ruleset = await rulesetOf(String(input.words[0]));
    const found = await adminClient(input, terminal).post<RulesetDiff>('/v1/admin/rules/diff', { ruleset });
    return { text: describe(found), json: found };
  },
};

const publish: Command = {
  name: 'rules publish',
  about: 'put a ruleset file in force, as a new version',
  takes: ['FILE'],
  flags: PUBLISH_FLAGS,
  environment: REMOTE_ENVIRONMENT,
  examples: [
    'tendril rules publish rules.json --note "seats at 80 %"',
    'tendril rules publish rules.json --base 12',
  ],
  run: async (input, terminal) => {
    const ruleset = await rulesetOf(String(input.words[0]));
    const body = { ruleset, ...publication(input) };
    const version = await adminClient(input, terminal).post<RulesetVersion>('/v1/admin/rules', body);
    return { text: `Version ${version.version} is in force (${version.revision}).\n`, json: version };
  },
};

const rollback: Command = {
  name: 'rules rollback',
  about: 'put an earlier version in force, as a new one',
  takes: ['VERSION'],
  flags: PUBLISH_FLAGS,
  environment: REMOTE_ENVIRONMENT,
  examples: ['tendril rules rollback 11 --note "12 hides the banner"'],
  run: async (input, terminal) => {
    const to = Number(input.words[0]);
    if (!Number.isInteger(to))
      throw new UsageError(`${input.words[0]} is not a version. See: tendril rules history`);
    const body = { to, ...publication(input) };
    const version = await adminClient(input, terminal).post<RulesetVersion>('/v1/admin/rules/rollback', body);
    return { text: `Version ${version.version} is in force: ${to} again.\n`, json: version };
  },
};

const history: Command = {
  name: 'rules history',
  about: 'list the versions that were published',
  flags: { ...REMOTE_FLAGS, limit: { value: 'N', about: 'how many, the newest first (20)' } },
  environment: REMOTE_ENVIRONMENT,
  examples: ['tendril rules history', 'tendril rules history --limit 100 --json'],
  run: async (input, terminal) => {
    const limit = wholeNumber(input, 'limit') ?? 20;
    const path = `/v1/admin/rules/history?limit=${limit}`;
    const found = await adminClient(input, terminal).get<{ versions: RulesetVersion[] }>(path);
    const rows = found.versions.map(({ version, at, author, note, rolledBackTo }) => [
      ...[String(version), at, author, rolledBackTo === undefined ? note : `(${rolledBackTo} again) ${note}`],
    ]);
    const text = table(['VERSION', 'AT', 'BY', 'NOTE'], rows) || 'Nothing was published yet.\n';
    return { text, json: found };
  },
};

export const rulesCommands: Command[] = [check, diff, publish, rollback, history];
