import type { DatabaseSync } from 'node:sqlite';
import type { Membership } from '@tendril/rules';
import type { MembershipChange, MembershipChanges } from '../../facts/membership-changes.port.js';
import type { Viewer } from '../../facts/subject.js';
import type { DueStanding, StandingKeeper } from '../../standings/standing-keeper.port.js';

type Row = Record<string, unknown>;

const toViewer = ({ user, account }: Row): Viewer => ({
  ...(user !== '' && { user: String(user) }),
  ...(account !== '' && { account: String(account) }),
});
const toMembership = ({ kind, name }: Row): Membership => ({
  kind: kind as Membership['kind'],
  name: String(name),
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

const createChanges = (db: DatabaseSync): MembershipChanges => {
  const changes = db.prepare('SELECT * FROM membership_changes WHERE seq > ? ORDER BY seq LIMIT ?');
  return { after: async (seq, limit) => changes.all(seq, limit).map(toChange) };
};

/** Who is a member of what, of the SQLite read model. */
export const createStandingKeeper = (db: DatabaseSync): StandingKeeper => {
  const held = db.prepare('SELECT kind, name FROM memberships WHERE account = ? AND user = ?');
  const due = db.prepare('SELECT * FROM standings WHERE due <= ? ORDER BY due LIMIT ?');
  // Two ranges and not `<>`, each by itself: so an index finds the few that are left.
  const judgedBefore = db.prepare(
    "SELECT * FROM standings WHERE judged_by > '' AND judged_by < ? AND (due IS NULL OR due > ?) LIMIT ?",
  );
  const judgedAfter = db.prepare(
    'SELECT * FROM standings WHERE judged_by > ? AND (due IS NULL OR due > ?) LIMIT ?',
  );
  const settle = db.prepare(`UPDATE standings SET due = ?, is_asked = 0, judged_by = ?, judged_on = ?
    WHERE account = ? AND user = ? AND mark = ?`);
  // Judged, though not for good: else a new ruleset would be taken for what caused it, again and again.
  const judged = db.prepare(
    'UPDATE standings SET judged_by = ?, judged_on = ? WHERE account = ? AND user = ?',
  );
  const askPeople = db.prepare(`UPDATE standings SET due = min(coalesce(due, :at), :at), is_asked = 1,
    mark = mark + 1 WHERE account = :account AND user <> ''`);

  const toDue = (row: Row): DueStanding => ({
    viewer: toViewer(row),
    isAsked: row.is_asked === 1,
    ...textOf('judgedBy', row.judged_by),
    ...textOf('judgedOn', row.judged_on),
    held: held.all(String(row.account), String(row.user)).map(toMembership),
    mark: Number(row.mark),
  });

  return {
    membershipChanges: createChanges(db),
    dueStandings: async (now, definitions, limit) => {
      const rows = due.all(now, limit);
      for (const statement of [judgedBefore, judgedAfter]) {
        if (rows.length < limit) rows.push(...statement.all(definitions, now, limit - rows.length));
      }
      return rows.map(toDue);
    },
    settleStanding: async ({ viewer: { user = '', account = '' }, mark }, { judgedBy, judgedOn, until }) => {
      judged.run(judgedBy, judgedOn, account, user);
      settle.run(until ?? null, judgedBy, judgedOn, account, user, mark);
    },
    askPeopleOf: async (account, at) => void askPeople.run({ account, at }),
  };
};
