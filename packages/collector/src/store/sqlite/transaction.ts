import type { DatabaseSync } from 'node:sqlite';

const rollBack = (db: DatabaseSync): void => {
  try {
    db.exec('ROLLBACK');
  } catch {
    // SQLite has rolled back by itself already, as it does on a full disk.
  }
};

/** Runs `work` in one transaction: all of it or nothing. */
export const inTransaction = <Result>(db: DatabaseSync, work: () => Result): Result => {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(db);
    throw error;
  }
};
