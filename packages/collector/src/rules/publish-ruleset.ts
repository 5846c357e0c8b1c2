import { LIMITS, type Ruleset } from '@tendril/protocol';
import { checkRuleset } from '@tendril/rules';
import { toIsoTime } from '../ingest/iso-time.js';
import { Problem, problem, type ServerIssue } from '../problem.js';
import { diffRulesets, type RulesetDiff } from './diff-rulesets.js';
import type { RulesRegistry } from './rules-registry.js';
import type { RulesetHistory, RulesetRecord, RulesetVersion } from './ruleset-history.port.js';
import { inForce } from './ruleset-in-force.js';

export interface PublishParts {
  rules: RulesRegistry;
  history: RulesetHistory;
  now: () => number;
}

/** Who publishes, and why. `base` is the version that they looked at: when there is a newer one, nothing is done. */
export interface Publication {
  author: string;
  note: string;
  base?: number;
}

/** The ruleset, when nothing is wrong with it. Throws a `Problem` (422) with every issue. */
export const demandRuleset = (candidate: unknown): Ruleset => {
  const bytes = Buffer.byteLength(JSON.stringify(candidate) ?? '');
  if (bytes > LIMITS.rulesetBytes) {
    const cure = 'Remove nudges that are over, or shorten their texts.';
    throw problem(422, 'limit', '', `has ${bytes} bytes; at most ${LIMITS.rulesetBytes} are allowed`, cure);
  }
  const { ruleset, issues } = checkRuleset(candidate);
  const [first, ...rest] = issues as ServerIssue[];
  if (first) throw new Problem(422, [first, ...rest]);
  return ruleset as Ruleset;
};

const refuseFollowed = ({ file }: RulesRegistry): void => {
  if (file === undefined) return;
  const message = `The ruleset follows the file ${file}.`;
  const cure = 'Change that file; or start the collector without --rules, and publish.';
  throw problem(409, 'conflict', 'ruleset', message, cure);
};

const refuseOlderBase = (base: number, newest: number): void => {
  if (base === newest) return;
  const newestOne = newest === 0 ? 'Nothing was published yet' : `The newest version is ${newest}`;
  const message = `${newestOne}, and this was made on top of ${base}.`;
  const cure = 'Look at the newest one, and publish again on top of it.';
  throw problem(409, 'conflict', 'base', message, cure);
};

const add = async (
  { rules, history }: PublishParts,
  record: Omit<RulesetRecord, 'version'>,
  base: number | undefined,
): Promise<RulesetVersion> => {
  const added = await history.add(record, base);
  if (!added) {
    const message = `Another version than ${base} was published since.`;
    throw problem(
      409,
      'conflict',
      'base',
      message,
      'Look at the newest one, and publish again on top of it.',
    );
  }
  await rules.refresh();
  return added;
};

/**
 * Puts a ruleset in force, as a new version. Publishing what is in force already adds none, and gives that version.
 * Throws a `Problem`: 422 with every issue, 409 when `base` is not the newest version or the ruleset follows a file.
 */
export const publishRuleset = async (
  parts: PublishParts,
  candidate: unknown,
  { author, note, base }: Publication,
): Promise<RulesetVersion> => {
  refuseFollowed(parts.rules);
  const { body, revision } = inForce(demandRuleset(candidate));
  const newest = await parts.history.newest();
  if (base !== undefined) refuseOlderBase(base, newest?.version ?? 0);
  if (newest?.revision === revision) {
    const { body: _body, ...version } = newest;
    return version;
  }
  return add(parts, { body, revision, author, note, at: toIsoTime(parts.now()) }, base);
};

/** The version of that number. Throws a `Problem` (404). */
export const demandVersion = async (history: RulesetHistory, version: number): Promise<RulesetRecord> => {
  const found = await history.find(version);
  if (found) return found;
  const cure = 'List them: GET /v1/admin/rules/history, or tendril rules history.';
  throw problem(404, 'not-found', 'version', `There is no version ${version} of the ruleset.`, cure);
};

/** Puts an earlier version in force again, as a new version. Throws a `Problem`: 404, 409, or 422. */
export const rollBackRuleset = async (
  parts: PublishParts,
  to: number,
  { author, note, base }: Publication,
): Promise<RulesetVersion> => {
  refuseFollowed(parts.rules);
  const { body, revision } = await demandVersion(parts.history, to);
  // What was right by the rules of an earlier release may be wrong by today's.
  demandRuleset(JSON.parse(body));
  const record = { body, revision, author, note, at: toIsoTime(parts.now()), rolledBackTo: to };
  return add(parts, record, base);
};

/** What would change if the candidate were published. Throws a `Problem` (422) with every issue. */
export const diffWithCurrent = (rules: RulesRegistry, candidate: unknown): RulesetDiff =>
  diffRulesets(JSON.parse(rules.current().body) as Ruleset, demandRuleset(candidate));
