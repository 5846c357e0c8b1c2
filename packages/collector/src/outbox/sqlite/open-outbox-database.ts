import { DatabaseSync } from 'node:sqlite';
import { SetupError } from '../../problem.js';
import { MIGRATIONS } from './schema.js';

const versionOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.user_version);

/** Opens the database of the outbox and brings it up to date. Throws a `SetupError` when it is of a newer release. */
export const openOutboxDatabase = (file: string): DatabaseSync => {
  const db = new DatabaseSync(file);
  // NORMAL: a power cut may take the newest transactions, whole. A bookmark that goes back makes the same deliveries
  // again, under the same ids. secure_delete: what is deleted of a person must not stay in free pages.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON');
  const version = versionOf(db);
  if (version > MIGRATIONS.length) {
    db.close();
    const message = `${file} is of a newer release of Tendril (${version}, this one knows ${MIGRATIONS.length}).`;
    throw new SetupError({
      code: 'version',
      path: '--data',
      message,
      cure: 'Run that release, or a later one.',
    });
  }
  db.exec(
    `BEGIN; ${MIGRATIONS.slice(version).join('\n')} PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`,
  );
  return db;
};
