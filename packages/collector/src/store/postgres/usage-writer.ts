import { dayOf, type UsageChange } from '../../facts/fact-changes.js';
import type { Statements } from '../../postgres/database.js';
import { toKey, toText } from '../../postgres/text.js';
import type { ChangedSubjects } from './changed-subjects.js';
import { columns } from './columns.js';

const keyOf = ({ subject: { kind, id }, meter, at }: UsageChange): string =>
  [kind, toKey(id), toKey(meter), dayOf(at)].join('\n');

/** Keeps the last reading of each meter and day. */
export const writeUsage = async (
  statements: Statements,
  changes: UsageChange[],
  changed: ChangedSubjects,
): Promise<void> => {
  if (changes.length === 0) return;
  const rows = await statements.query(
    `INSERT INTO usage (kind, subject, meter_key, day, meter, used, most, at)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::double precision[],
        $7::double precision[], $8::text[])
      ON CONFLICT (kind, subject, meter_key, day) DO UPDATE
        SET used = excluded.used, most = excluded.most, at = excluded.at WHERE excluded.at >= usage.at
      RETURNING kind, subject, meter_key, day`,
    columns(
      changes,
      ({ subject }) => subject.kind,
      ({ subject }) => toKey(subject.id),
      ({ meter }) => toKey(meter),
      ({ at }) => dayOf(at),
      ({ meter }) => toText(meter),
      ({ used }) => used,
      ({ limit }) => limit ?? null,
      ({ at }) => at,
    ),
  );
  const written = new Set(rows.map((row) => [row.kind, row.subject, row.meter_key, row.day].join('\n')));
  for (const change of changes) if (written.has(keyOf(change))) changed.note(change.subject, change.position);
};
