import { DatabaseSync } from 'node:sqlite';
import { SetupError } from '../problem.js';
import { MIGRATIONS } from './migrations.js';

const versionOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.user_version);

const migrate = (db: DatabaseSync): void => {
  // Two processes may open it at once: the second one waits here, and finds the work done.
  db.exec('BEGIN IMMEDIATE');
  const steps = MIGRATIONS.slice(versionOf(db));
  db.exec(`${steps.join('\n')} PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
};

/** Opens the database of the operator's side and brings it up to date. Throws a `SetupError` when it is of a newer one. */
export const openControlDatabase = (file: string): DatabaseSync => {
  const db = new DatabaseSync(file);
  // FULL: what the operator did is nowhere else.
  db.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  const version = versionOf(db);
  if (version > MIGRATIONS.length) {
    db.close();
    throw new SetupError({
      code: 'version',
      path: '--data',
      message: `${file} is of a newer release of Tendril (${version}, this one knows ${MIGRATIONS.length}).`,
      cure: 'Run that release, or a later one.',
    });
  }
  if (version < MIGRATIONS.length) migrate(db);
  return db;
};
