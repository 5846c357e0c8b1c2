import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { controlStoreConformance } from './control-store.conformance.js';
import { openSqliteControlStore } from './sqlite-control-store.js';

const newFile = (): string => join(temporaryDirectory(), 'control.db');

controlStoreConformance('SQLite', async () => {
  const file = newFile();
  return async () => {
    const control = await openSqliteControlStore(file);
    onTestFinished(() => control.close());
    return control;
  };
});

it('refuses a database of a newer release', async () => {
  const file = newFile();
  const db = new DatabaseSync(file);
  db.exec('PRAGMA user_version = 99');
  db.close();
  await expect(openSqliteControlStore(file)).rejects.toMatchObject({ issue: { code: 'version' } });
});
