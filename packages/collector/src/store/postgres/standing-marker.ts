import type { Statements } from '../../postgres/database.js';
import { toKey, toText } from '../../postgres/text.js';
import type { StandingMark } from '../../standings/standing-marks.js';
import { columns } from './columns.js';

const FRESH = 'unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])';

/** Makes those due who were named in events, and everywhere where a person is known. */
export const markStandings = async (statements: Statements, marks: StandingMark[]): Promise<void> => {
  if (marks.length === 0) return;
  const values = columns(
    marks,
    ({ viewer }) => toKey(viewer.account ?? ''),
    ({ viewer }) => toKey(viewer.user ?? ''),
    ({ viewer }) => toText(viewer.account ?? ''),
    ({ viewer }) => toText(viewer.user ?? ''),
    ({ at }) => at,
  );
  await statements.query(
    `INSERT INTO standings (account, person, account_id, person_id, due) SELECT * FROM ${FRESH}
      ON CONFLICT (account, person) DO UPDATE SET is_asked = true, mark = standings.mark + 1,
        due = least(coalesce(standings.due, excluded.due), excluded.due)`,
    values,
  );
  // What is known of a person is known in all their accounts.
  await statements.query(
    `UPDATE standings SET is_asked = true, mark = mark + 1, due = least(coalesce(due, fresh.at), fresh.at)
      FROM (SELECT person, min(at) AS at FROM ${FRESH} AS one (account, person, account_id, person_id, at)
        WHERE person <> '' GROUP BY person) AS fresh
      WHERE standings.person = fresh.person`,
    values,
  );
};
