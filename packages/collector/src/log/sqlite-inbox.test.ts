import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { eventLogConformance } from './event-log.conformance.js';
import { openSqliteInbox } from './sqlite-inbox.js';

eventLogConformance('SQLite inbox', async () => {
  const file = join(temporaryDirectory(), 'inbox.db');
  return () => openSqliteInbox(file);
});

it('says why when the file can not be opened', async () => {
  await expect(openSqliteInbox(join(temporaryDirectory(), 'missing', 'inbox.db'))).rejects.toThrow(
    /unable to open/,
  );
});
