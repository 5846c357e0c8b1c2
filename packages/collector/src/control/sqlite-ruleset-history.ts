import type { DatabaseSync } from 'node:sqlite';
import type { RulesetHistory, RulesetRecord, RulesetVersion } from '../rules/ruleset-history.port.js';

type Row = Record<string, unknown>;

const toVersion = (row: Row): RulesetVersion => ({
  version: Number(row.version),
  revision: String(row.revision),
  author: String(row.author),
  note: String(row.note),
  at: String(row.at),
  ...(row.rolled_back_to !== null && { rolledBackTo: Number(row.rolled_back_to) }),
});
const toRecord = (row: Row | undefined): RulesetRecord | undefined =>
  row && { ...toVersion(row), body: String(row.body) };

/** Published rulesets in the control database. */
export const createSqliteRulesetHistory = (db: DatabaseSync): RulesetHistory => {
  // One statement looks and writes: of two authors at once, one is told.
  const insert = db.prepare(`INSERT INTO rulesets (revision, body, author, note, at, rolled_back_to)
    SELECT :revision, :body, :author, :note, :at, :rolledBackTo
    WHERE :base IS NULL OR :base = (SELECT coalesce(max(version), 0) FROM rulesets) RETURNING *`);
  const newest = db.prepare('SELECT * FROM rulesets ORDER BY version DESC LIMIT 1');
  const one = db.prepare('SELECT * FROM rulesets WHERE version = ?');
  const list = db.prepare('SELECT * FROM rulesets ORDER BY version DESC LIMIT ?');
  return {
    add: async ({ rolledBackTo, ...record }, base) => {
      const row = insert.get({ ...record, rolledBackTo: rolledBackTo ?? null, base: base ?? null });
      return row && toVersion(row);
    },
    newest: async () => toRecord(newest.get()),
    find: async (version) => toRecord(one.get(version)),
    list: async (limit) => list.all(limit).map(toVersion),
  };
};
