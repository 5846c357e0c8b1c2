import type { ActivityChange } from '../../facts/fact-changes.js';
import { isLongAgo } from '../../facts/is-long-ago.js';
import type { Statements } from '../../postgres/database.js';
import { toKey } from '../../postgres/text.js';
import type { ChangedSubjects } from './changed-subjects.js';
import { columns } from './columns.js';

const dayKey = ({ account, user, day }: ActivityChange): string =>
  [toKey(account), toKey(user), day].join('\n');
const featureKey = ({ account, user, name = '' }: ActivityChange): string =>
  [toKey(account), toKey(user), toKey(name)].join('\n');

/** Days that were not known before. */
const writeDays = async (statements: Statements, changes: ActivityChange[]): Promise<Set<string>> => {
  const rows = await statements.query(
    `INSERT INTO activity (account, person, day) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
      ON CONFLICT DO NOTHING RETURNING account, person, day`,
    columns(
      changes,
      ({ account }) => toKey(account),
      ({ user }) => toKey(user),
      ({ day }) => day,
    ),
  );
  return new Set(rows.map((row) => [row.account, row.person, row.day].join('\n')));
};

/** The last day of each feature, as it was before. */
const lastDays = async (statements: Statements, changes: ActivityChange[]): Promise<Map<string, string>> => {
  const rows = await statements.query(
    `SELECT account, person, name_key, last_day FROM features
      JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::text[], $3::text[]) AS one (account, person, name_key)) AS asked
      USING (account, person, name_key)`,
    columns(
      changes,
      ({ account }) => toKey(account),
      ({ user }) => toKey(user),
      ({ name = '' }) => toKey(name),
    ),
  );
  return new Map(
    rows.map((row) => [[row.account, row.person, row.name_key].join('\n'), String(row.last_day)]),
  );
};

const writeFeatures = async (statements: Statements, changes: ActivityChange[]): Promise<unknown> =>
  statements.query(
    `INSERT INTO features (account, person, name_key, last_day)
      SELECT account, person, name_key, max(day) FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
        AS fresh (account, person, name_key, day) GROUP BY account, person, name_key
      ON CONFLICT (account, person, name_key) DO UPDATE SET last_day = excluded.last_day
        WHERE excluded.last_day > features.last_day`,
    columns(
      changes,
      ({ account }) => toKey(account),
      ({ user }) => toKey(user),
      ({ name = '' }) => toKey(name),
      ({ day }) => day,
    ),
  );

/** Keeps on which days somebody was active, and which features they used last when. */
export const writeActivity = async (
  statements: Statements,
  changes: ActivityChange[],
  changed: ChangedSubjects,
): Promise<void> => {
  if (changes.length === 0) return;
  const named = changes.filter(({ name }) => name !== undefined);
  const newDays = await writeDays(statements, changes);
  const known = await lastDays(statements, named);
  if (named.length > 0) await writeFeatures(statements, named);
  for (const change of changes) {
    const isNewDay = newDays.delete(dayKey(change));
    const lastDay = known.get(featureKey(change)) ?? '';
    // Another day of a feature that counts already changes no count.
    const isNewFeature = change.name !== undefined && isLongAgo(lastDay, change.day);
    if (change.name !== undefined && change.day > lastDay) known.set(featureKey(change), change.day);
    if (!isNewDay && !isNewFeature) continue;
    changed.note({ kind: 'user', id: change.user }, change.position);
    if (change.account !== '') changed.note({ kind: 'account', id: change.account }, change.position);
  }
};
