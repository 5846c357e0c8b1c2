import type { DatabaseSync } from 'node:sqlite';
import type { StandingMark } from '../../standings/standing-marks.js';

/** Makes those due who were named in events. */
export interface StandingMarker {
  /** Within a transaction. */
  write(marks: StandingMark[]): void;
}

/** Prepares the statements. Needs the tables. */
export const createStandingMarker = (db: DatabaseSync): StandingMarker => {
  const mark = db.prepare(`INSERT INTO standings (account, user, due) VALUES (:account, :user, :at)
    ON CONFLICT DO UPDATE SET due = min(coalesce(due, :at), :at), is_asked = 1, mark = mark + 1`);
  // What is known of a person is known in all their accounts.
  const everywhere = db.prepare(`UPDATE standings SET due = min(coalesce(due, :at), :at), is_asked = 1,
    mark = mark + 1 WHERE user = :user AND account <> :account`);
  return {
    write: (marks) => {
      for (const { viewer, at } of marks) {
        const { user = '', account = '' } = viewer;
        mark.run({ account, user, at });
        if (user !== '') everywhere.run({ account, user, at });
      }
    },
  };
};
