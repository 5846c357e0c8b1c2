import type { Erasure, ErasureKeeper } from '../../people/erasure-keeper.port.js';
import { joinedPerson, type Person } from '../../people/person.js';
import { withoutPerson } from '../../people/without-person.js';
import type { Database, Row, Statements } from '../../postgres/database.js';
import { fromText, toKey } from '../../postgres/text.js';
import type { ReceivedEvent } from '../store.port.js';

/** The earlier ids of users; `UNION` keeps aliases that go round in a circle from going on for ever. */
const USERS = `WITH RECURSIVE users (key, previous) AS (
    SELECT previous_key, previous FROM aliases WHERE person = ANY($1)
    UNION SELECT previous_key, aliases.previous FROM aliases JOIN users ON person = key)
  SELECT previous FROM users`;

/** 1 when something of the person was there. */
const eraseFrom = async (
  statements: Statements,
  row: Row,
  { position, person }: Erasure,
): Promise<number> => {
  const event = JSON.parse(String(row.event)) as ReceivedEvent;
  const rest = withoutPerson(event, person);
  if (rest === event) return 0;
  const place = [row.seq, row.day];
  if (rest) {
    const sql = 'UPDATE events SET user_key = NULL, event = $3 WHERE seq = $1 AND received_on = $2::date';
    await statements.query(sql, [...place, JSON.stringify(rest)]);
  } else await statements.query('DELETE FROM events WHERE seq = $1 AND received_on = $2::date', place);
  const note = 'INSERT INTO erased_days (position, day) VALUES ($1, $2::date) ON CONFLICT DO NOTHING';
  await statements.query(note, [position, row.day]);
  return 1;
};

/** Lets a person's data go from the PostgreSQL read model. */
export const createErasureKeeper = (database: Database): ErasureKeeper => ({
  namesOf: async (person) => {
    const known = await database.query(USERS, [person.userIds.map(toKey)]);
    const userIds = [...new Set([...person.userIds, ...known.map(({ previous }) => fromText(previous))])];
    const rows = await database.query('SELECT other FROM names WHERE person = ANY($1)', [userIds.map(toKey)]);
    return joinedPerson(userIds, [...person.anonymousIds, ...rows.map(({ other }) => fromText(other))]);
  },
  pendingErasures: async () =>
    (await database.query('SELECT position, person FROM erasures ORDER BY position')).map((row) => ({
      position: Number(row.position),
      person: JSON.parse(String(row.person)) as Person,
    })),
  erase: (erasure, after, limit) =>
    database.transaction(async (statements) => {
      const rows = await statements.query(
        // The day as text: a date would come back in the time zone of this machine.
        `SELECT seq, received_on::text AS day, position, event FROM events WHERE seq > $1 ORDER BY seq LIMIT $2`,
        [after, limit],
      );
      let erased = 0;
      for (const row of rows)
        if (Number(row.position) <= erasure.position) erased += await eraseFrom(statements, row, erasure);
      const last = rows.at(-1);
      return { erased, ...(last && { next: Number(last.seq) }) };
    }),
  finishErasure: async ({ position }) => {
    await database.query('DELETE FROM erasures WHERE position = $1', [position]);
  },
  erasedDays: async (position) => {
    const sql = 'SELECT day::text AS day FROM erased_days WHERE position = $1 ORDER BY 1';
    return (await database.query(sql, [position])).map(({ day }) => String(day));
  },
});
