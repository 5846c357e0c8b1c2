import type { Json } from '@tendril/protocol';
import { entitlementNotices } from '../../facts/entitlement-notices.js';
import type { TraitChange } from '../../facts/fact-changes.js';
import type { Statements } from '../../postgres/database.js';
import { toKey, toText } from '../../postgres/text.js';
import type { ChangedSubjects } from './changed-subjects.js';
import { columns } from './columns.js';
import { writeNotice } from './notice-writer.js';
import type { StoreState } from './store-state.js';

interface Known {
  value: string;
  at: string;
}
const keysOf = ({ subject: { kind, id }, name }: TraitChange): [string, string, string] => [
  kind,
  toKey(id),
  toKey(name),
];
const keyOf = (change: TraitChange): string => keysOf(change).join('\n');

const knownTraits = async (statements: Statements, changes: TraitChange[]): Promise<Map<string, Known>> => {
  const rows = await statements.query(
    `SELECT kind, subject, name_key, value, at FROM traits
      JOIN unnest($1::text[], $2::text[], $3::text[]) AS asked (kind, subject, name_key)
      USING (kind, subject, name_key)`,
    columns(
      changes,
      (change) => keysOf(change)[0],
      (change) => keysOf(change)[1],
      (change) => keysOf(change)[2],
    ),
  );
  return new Map(
    rows.map((row) => [
      `${row.kind}\n${row.subject}\n${row.name_key}`,
      { value: String(row.value), at: String(row.at) },
    ]),
  );
};

const upsert = (statements: Statements, changes: TraitChange[]): Promise<unknown> =>
  statements.query(
    `INSERT INTO traits (kind, subject, name_key, name, value, at)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
      ON CONFLICT (kind, subject, name_key) DO UPDATE SET value = excluded.value, at = excluded.at`,
    columns(
      changes,
      (change) => keysOf(change)[0],
      (change) => keysOf(change)[1],
      (change) => keysOf(change)[2],
      ({ name }) => toText(name),
      ({ value }) => JSON.stringify(value),
      ({ at }) => at,
    ),
  );

/** Merges traits: the later statement wins, whichever comes first. Notes what was unlocked and locked. */
export const writeTraits = async (
  statements: Statements,
  state: StoreState,
  changes: TraitChange[],
  changed: ChangedSubjects,
): Promise<void> => {
  if (changes.length === 0) return;
  const known = await knownTraits(statements, changes);
  const later = changes.filter(
    (change) => change.overrules || (known.get(keyOf(change))?.at ?? '') <= change.at,
  );
  if (later.length > 0) await upsert(statements, later);
  for (const change of later) {
    const before = known.get(keyOf(change));
    if (before?.value === JSON.stringify(change.value)) continue;
    changed.note(change.subject, change.position);
    const { subject, name, value, at } = change;
    const was = before && (JSON.parse(before.value) as Json);
    for (const data of entitlementNotices(subject, name, was, value)) {
      await writeNotice(statements, state, subject, { type: 'entitlement', data: { ...data }, at });
    }
  }
};
