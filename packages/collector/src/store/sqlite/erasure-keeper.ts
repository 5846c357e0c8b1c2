import type { DatabaseSync } from 'node:sqlite';
import type { ErasureKeeper } from '../../people/erasure-keeper.port.js';
import type { Person } from '../../people/person.js';
import { withoutPerson } from '../../people/without-person.js';
import type { ReceivedEvent } from '../store.port.js';
import { inTransaction } from './transaction.js';

/** Lets a person's data go from the SQLite read model. */
export const createErasureKeeper = (db: DatabaseSync): ErasureKeeper => {
  const othersOf = db.prepare('SELECT other FROM names WHERE user = ?');
  const pending = db.prepare('SELECT position, person FROM erasures ORDER BY position');
  const slice = db.prepare('SELECT seq, position, event FROM events WHERE seq > ? ORDER BY seq LIMIT ?');
  const remove = db.prepare('DELETE FROM events WHERE seq = ?');
  const replace = db.prepare('UPDATE events SET user_id = NULL, event = ? WHERE seq = ?');
  const end = db.prepare('DELETE FROM erasures WHERE position = ?');

  /** 1 when something of the person was there. */
  const eraseFrom = (seq: number, text: string, person: Person): number => {
    const event = JSON.parse(text) as ReceivedEvent;
    const rest = withoutPerson(event, person);
    if (rest === event) return 0;
    if (rest) replace.run(JSON.stringify(rest), seq);
    else remove.run(seq);
    return 1;
  };

  return {
    namesOf: async ({ userIds, anonymousIds }) => {
      const others = userIds.flatMap((id) => othersOf.all(id).map(({ other }) => String(other)));
      return { userIds, anonymousIds: [...new Set([...anonymousIds, ...others])] };
    },
    pendingErasures: async () =>
      pending.all().map(({ position, person }) => ({
        position: Number(position),
        person: JSON.parse(String(person)) as Person,
      })),
    erase: async ({ position, person }, after, limit) =>
      inTransaction(db, () => {
        const rows = slice.all(after, limit);
        const older = rows.filter((row) => Number(row.position) <= position);
        const erased = older.reduce(
          (sum, row) => sum + eraseFrom(Number(row.seq), String(row.event), person),
          0,
        );
        const last = rows.at(-1);
        return { erased, ...(last && { next: Number(last.seq) }) };
      }),
    finishErasure: async ({ position }) => {
      end.run(position);
      // The WAL keeps what was overwritten until it is emptied.
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
  };
};
