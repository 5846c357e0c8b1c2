import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Erasure, ErasureKeeper } from '../../people/erasure-keeper.port.js';
import { joinedPerson, type Person } from '../../people/person.js';
import { withoutPerson } from '../../people/without-person.js';
import type { ReceivedEvent } from '../store.port.js';
import { inTransaction } from './transaction.js';

/** Lets a person's data go from the SQLite read model. */
export const createErasureKeeper = (db: DatabaseSync): ErasureKeeper => {
  // `UNION` keeps aliases that go round in a circle from going on for ever.
  const usersOf = db.prepare(`WITH RECURSIVE users (id) AS
    (SELECT value FROM json_each(?) UNION SELECT previous FROM aliases JOIN users ON user = id) SELECT id FROM users`);
  const othersOf = db.prepare('SELECT other FROM names WHERE user = ?');
  const pending = db.prepare('SELECT position, person FROM erasures ORDER BY position');
  const slice = db.prepare(
    'SELECT seq, position, received_at, event FROM events WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const remove = db.prepare('DELETE FROM events WHERE seq = ?');
  const replace = db.prepare('UPDATE events SET user_id = NULL, event = ? WHERE seq = ?');
  const end = db.prepare('DELETE FROM erasures WHERE position = ?');

  const note = db.prepare('INSERT OR IGNORE INTO erased_days (position, day) VALUES (?, substr(?, 1, 10))');
  const days = db.prepare('SELECT day FROM erased_days WHERE position = ? ORDER BY day');

  /** 1 when something of the person was there. */
  const eraseFrom = (row: Record<string, SQLOutputValue>, { position, person }: Erasure): number => {
    const event = JSON.parse(String(row.event)) as ReceivedEvent;
    const rest = withoutPerson(event, person);
    if (rest === event) return 0;
    const seq = Number(row.seq);
    if (rest) replace.run(JSON.stringify(rest), seq);
    else remove.run(seq);
    note.run(position, String(row.received_at));
    return 1;
  };

  return {
    namesOf: async (person) => {
      const userIds = usersOf.all(JSON.stringify(person.userIds)).map(({ id }) => String(id));
      const others = userIds.flatMap((id) => othersOf.all(id).map(({ other }) => String(other)));
      return joinedPerson(userIds, [...person.anonymousIds, ...others]);
    },
    pendingErasures: async () =>
      pending.all().map(({ position, person }) => ({
        position: Number(position),
        person: JSON.parse(String(person)) as Person,
      })),
    erase: async (erasure, after, limit) =>
      inTransaction(db, () => {
        const rows = slice.all(after, limit);
        const older = rows.filter((row) => Number(row.position) <= erasure.position);
        const erased = older.reduce((sum, row) => sum + eraseFrom(row, erasure), 0);
        const last = rows.at(-1);
        return { erased, ...(last && { next: Number(last.seq) }) };
      }),
    finishErasure: async ({ position }) => {
      end.run(position);
      // The WAL keeps what was overwritten until it is emptied.
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    erasedDays: async (position) => days.all(position).map(({ day }) => String(day)),
  };
};
