import type { Database } from '../../postgres/database.js';
import { partitionsBefore } from './partitions.js';
import { markPast } from './past-marker.js';

/** At most `limit` of the oldest rows, when they are older than asked. */
const prune = (table: string, time: string): string =>
  `DELETE FROM ${table} WHERE seq IN (SELECT seq FROM ${table} ORDER BY seq LIMIT $2) AND ${time} < $1 RETURNING seq`;
const STATEMENTS = [
  prune('dead_letters', 'received_at'),
  prune('notices', 'at'),
  prune('membership_changes', 'at'),
];

/** Drops the oldest day of events when all of it is older than asked. Gives how many there were. */
const dropDay = (database: Database, before: string): Promise<number> =>
  database.transaction(async (statements) => {
    const [oldest] = await partitionsBefore(statements, 'events', before.slice(0, 10));
    if (oldest === undefined) return 0;
    const [row] = await statements.query(`SELECT count(*) AS n FROM ${oldest}`);
    await statements.query(`DROP TABLE ${oldest}`);
    await markPast(statements, Date.parse(before));
    // A day of which somebody's events were all deleted counts too: otherwise the caller would stop here.
    return Math.max(1, Number(row?.n));
  });

/**
 * Removes what is older than `before` (ISO 8601): events by whole days, by dropping their table, and of dead letters,
 * notices and membership changes at most `limit` of each.
 */
export const pruneOld = async (database: Database, before: string, limit: number): Promise<number> => {
  let gone = await dropDay(database, before);
  for (const sql of STATEMENTS) gone += (await database.query(sql, [before, limit])).length;
  return gone;
};
