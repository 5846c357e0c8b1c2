import type { DatabaseSync } from 'node:sqlite';

/** Notes, within a transaction, that events of before an instant (epoch milliseconds) are not all there any more. */
export const createPastMarker = (db: DatabaseSync): ((from: number) => void) => {
  const mark = db.prepare('UPDATE counting SET stored_from = max(stored_from, ?)');
  // What they have counted they keep; those that are behind have missed some.
  const missed = db.prepare('UPDATE counters SET since = max(since, ?) WHERE behind IS NOT NULL');
  return (from) => {
    mark.run(from);
    missed.run(from);
  };
};
