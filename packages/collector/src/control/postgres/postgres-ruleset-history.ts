import type { Database, Row } from '../../postgres/database.js';
import { fromText, toText } from '../../postgres/text.js';
import type { RulesetHistory, RulesetRecord, RulesetVersion } from '../../rules/ruleset-history.port.js';

const toVersion = (row: Row): RulesetVersion => ({
  version: Number(row.version),
  revision: String(row.revision),
  author: fromText(row.author),
  note: fromText(row.note),
  at: String(row.at),
  ...(row.rolled_back_to !== null && { rolledBackTo: Number(row.rolled_back_to) }),
});
const toRecord = (row: Row | undefined): RulesetRecord | undefined =>
  row && { ...toVersion(row), body: String(row.body) };

const INSERT = `INSERT INTO rulesets (version, revision, body, author, note, at, rolled_back_to)
  SELECT coalesce(max(version), 0) + 1, $1, $2, $3, $4, $5, $6 FROM rulesets
  HAVING $7::integer IS NULL OR $7 = coalesce(max(version), 0) RETURNING *`;

/** Published rulesets in the control schema. */
export const createPostgresRulesetHistory = (database: Database): RulesetHistory => ({
  add: ({ revision, body, author, note, at, rolledBackTo }, base) =>
    database.transaction(async (statements) => {
      // Of two authors at once, one looks after the other has written.
      await statements.query('LOCK TABLE rulesets IN EXCLUSIVE MODE');
      const [row] = await statements.query(INSERT, [
        ...[revision, body, toText(author), toText(note), at, rolledBackTo ?? null, base ?? null],
      ]);
      return row && toVersion(row);
    }),
  newest: async () =>
    toRecord((await database.query('SELECT * FROM rulesets ORDER BY version DESC LIMIT 1'))[0]),
  find: async (version) =>
    toRecord((await database.query('SELECT * FROM rulesets WHERE version = $1', [version]))[0]),
  list: async (limit) =>
    (await database.query('SELECT * FROM rulesets ORDER BY version DESC LIMIT $1', [limit])).map(toVersion),
});
