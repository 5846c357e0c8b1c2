import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../../testing/temporary-directory.js';
import { outboxConformance } from '../outbox.conformance.js';
import { openSqliteOutbox } from './sqlite-outbox.js';

const newFile = (): string => join(temporaryDirectory(), 'outbox.db');

outboxConformance('SQLite', async () => {
  const file = newFile();
  return () => openSqliteOutbox(file);
});

it('refuses a database of a newer release', async () => {
  const file = newFile();
  const db = new DatabaseSync(file);
  db.exec('PRAGMA user_version = 99');
  db.close();
  await expect(openSqliteOutbox(file)).rejects.toMatchObject({ issue: { code: 'version' } });
});
