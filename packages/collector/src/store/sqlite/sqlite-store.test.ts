import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { accepted, chunk } from '../../testing/make-chunk.js';
import { temporaryDirectory } from '../../testing/temporary-directory.js';
import { storeConformance } from '../store.conformance.js';
import { openSqliteStore } from './sqlite-store.js';

storeConformance('SQLite read model', async () => {
  const file = join(temporaryDirectory(), 'store.db');
  return () => openSqliteStore(file);
});

it('empties a store of the first version, so that the log fills it again', async () => {
  const file = join(temporaryDirectory(), 'store.db');
  const old = new DatabaseSync(file);
  old.exec('CREATE TABLE state (position INTEGER); INSERT INTO state VALUES (7)');
  old.close();
  const store = await openSqliteStore(file);
  expect(await store.position()).toBe(0);
  await store.apply(1, chunk([accepted('a')]));
  await store.close();
  const again = await openSqliteStore(file);
  expect(await again.position()).toBe(1);
  await again.close();
});
