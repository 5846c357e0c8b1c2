import type { RulesetDiff } from '../../rules/diff-rulesets.js';
import type { RulesetVersion } from '../../rules/ruleset-history.port.js';
import { adminClient, REMOTE_ENVIRONMENT, REMOTE_FLAGS } from '../admin-client.js';
import type { Command, Flags, Input } from '../command.js';
import { wholeNumber } from '../parse-flags.js';
import { readJson } from '../read-json.js';
import { table } from '../table.js';
import { UsageError } from '../terminal.js';
import { check } from './rules-check.js';
import { explain } from './rules-explain.js';

const PUBLISH_FLAGS: Flags = {
  ...REMOTE_FLAGS,
  note: { value: 'TEXT', about: 'why, for the history' },
  base: { value: 'N', about: 'only when this is still the newest version' },
};

const publication = (input: Input) => {
  const base = wholeNumber(input, 'base');
  return { note: input.value('note') ?? '', ...(base !== undefined && { base }) };
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
    const ruleset = await readJson(String(input.words[0]));
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
    const ruleset = await readJson(String(input.words[0]));
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

export const rulesCommands: Command[] = [check, explain, diff, publish, rollback, history];
