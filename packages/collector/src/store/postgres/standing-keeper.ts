import type { Membership } from '@tendril/rules';
import type { MembershipChange } from '../../facts/membership-changes.port.js';
import type { Viewer } from '../../facts/subject.js';
import type { Database, Row } from '../../postgres/database.js';
import { fromText, toKey } from '../../postgres/text.js';
import type { DueStanding, StandingKeeper } from '../../standings/standing-keeper.port.js';

const toViewer = ({ person_id: user, account_id: account }: Row): Viewer => ({
  ...(user !== '' && { user: fromText(user) }),
  ...(account !== '' && { account: fromText(account) }),
});
const toMembership = ({ kind, name }: Row): Membership => ({
  kind: kind as Membership['kind'],
  name: fromText(name),
});
const toChange = (row: Row): MembershipChange => ({
  seq: Number(row.seq),
  viewer: toViewer(row),
  ...toMembership(row),
  change: row.change as MembershipChange['change'],
  cause: row.cause as MembershipChange['cause'],
  at: String(row.at),
  figures: JSON.parse(String(row.figures)) as MembershipChange['figures'],
});
const textOf = (name: 'judgedBy' | 'judgedOn', value: unknown) =>
  value === '' ? {} : { [name]: String(value) };
const placeOf = ({ user = '', account = '' }: Viewer): string[] => [toKey(account), toKey(user)];

const DUE = 'SELECT * FROM standings WHERE due <= $1 ORDER BY due LIMIT $2';
// Two ranges and not `<>`, each by itself: so an index finds the few that are left.
const JUDGED_BEFORE = `SELECT * FROM standings WHERE judged_by > '' AND judged_by < $1
  AND (due IS NULL OR due > $2) LIMIT $3`;
const JUDGED_AFTER = 'SELECT * FROM standings WHERE judged_by > $1 AND (due IS NULL OR due > $2) LIMIT $3';
// Judged, though not for good: else a new ruleset would be taken for what caused it, again and again.
const JUDGED = 'UPDATE standings SET judged_by = $3, judged_on = $4 WHERE account = $1 AND person = $2';
const SETTLE = `UPDATE standings SET due = $3, is_asked = false
  WHERE account = $1 AND person = $2 AND mark = $4`;
const ASK_PEOPLE = `UPDATE standings SET due = least(coalesce(due, $2), $2), is_asked = true, mark = mark + 1
  WHERE account = $1 AND person <> ''`;

/** Who is a member of what, of the PostgreSQL read model. */
export const createStandingKeeper = (database: Database): StandingKeeper => {
  const toDue = async (row: Row): Promise<DueStanding> => {
    const held = await database.query(
      'SELECT kind, name FROM memberships WHERE account = $1 AND person = $2 ORDER BY kind, name_key',
      [row.account, row.person],
    );
    return {
      viewer: toViewer(row),
      isAsked: row.is_asked === true,
      ...textOf('judgedBy', row.judged_by),
      ...textOf('judgedOn', row.judged_on),
      held: held.map(toMembership),
      mark: Number(row.mark),
    };
  };
  return {
    membershipChanges: {
      after: async (seq, limit) => {
        const sql = 'SELECT * FROM membership_changes WHERE seq > $1 ORDER BY seq LIMIT $2';
        return (await database.query(sql, [seq, limit])).map(toChange);
      },
    },
    dueStandings: async (now, definitions, limit) => {
      const rows = await database.query(DUE, [now, limit]);
      for (const sql of [JUDGED_BEFORE, JUDGED_AFTER]) {
        if (rows.length < limit)
          rows.push(...(await database.query(sql, [definitions, now, limit - rows.length])));
      }
      return Promise.all(rows.map(toDue));
    },
    settleStanding: ({ viewer, mark }, { judgedBy, judgedOn, until }) =>
      database.transaction(async (statements) => {
        const place = placeOf(viewer);
        await statements.query(JUDGED, [...place, judgedBy, judgedOn]);
        await statements.query(SETTLE, [...place, until ?? null, mark]);
      }),
    askPeopleOf: async (account, at) => {
      await database.query(ASK_PEOPLE, [toKey(account), at]);
    },
  };
};
