import { join } from 'node:path';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { openSqliteStore } from './sqlite-store.js';
import { storeConformance } from './store.conformance.js';

storeConformance('SQLite read model', async () => {
  const file = join(temporaryDirectory(), 'store.db');
  return () => openSqliteStore(file);
});
