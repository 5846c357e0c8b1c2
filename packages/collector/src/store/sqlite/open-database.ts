import { DatabaseSync } from 'node:sqlite';
import { SCHEMA_VERSION, STORE_SCHEMA } from './schema.js';

const isOfAnotherVersion = (db: DatabaseSync): boolean => {
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  const isNew = Number(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n) === 0;
  return !isNew && version !== SCHEMA_VERSION;
};

const tablesOf = (db: DatabaseSync): string[] =>
  db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
    .map(({ name }) => String(name));

/** Opens the database of the read model, and makes its tables. One of another version is emptied. */
export const openDatabase = (file: string): DatabaseSync => {
  const db = new DatabaseSync(file);
  // NORMAL: a power cut may take the newest transactions, whole. The log has them, and they are applied again.
  // secure_delete: what is deleted of a person must not be readable in the free pages of the file.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON');
  if (isOfAnotherVersion(db)) for (const table of tablesOf(db)) db.exec(`DROP TABLE "${table}"`);
  db.exec(`${STORE_SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}`);
  return db;
};
