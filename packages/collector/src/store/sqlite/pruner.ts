import type { DatabaseSync } from 'node:sqlite';
import { createPastMarker } from './past-marker.js';
import { inTransaction } from './transaction.js';

/** Removes what is older than `before` (ISO 8601), the oldest first, at most `limit` rows of a table. */
export const createPruner = (db: DatabaseSync): ((before: string, limit: number) => number) => {
  // Only the oldest rows are looked at, so that a call is short however large the tables are.
  const prune = (table: string, time: string) =>
    db.prepare(
      `DELETE FROM ${table} WHERE seq IN (SELECT seq FROM ${table} ORDER BY seq LIMIT ?) AND ${time} < ?`,
    );
  const events = prune('events', 'received_at');
  const others = [
    prune('dead_letters', 'received_at'),
    prune('notices', 'at'),
    prune('membership_changes', 'at'),
  ];
  const pastGoes = createPastMarker(db);
  return (before, limit) =>
    inTransaction(db, () => {
      const gone = Number(events.run(limit, before).changes);
      if (gone > 0) pastGoes(Date.parse(before));
      return others.reduce((sum, statement) => sum + Number(statement.run(limit, before).changes), gone);
    });
};
