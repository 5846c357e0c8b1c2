import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { watchAppends } from './append-health.js';
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

it('says for as long as it lasts that its writer is gone', async () => {
  const log = await openSqliteInbox(join(temporaryDirectory(), 'inbox.db'));
  let now = 0;
  const health = watchAppends(log, () => now);
  expect(health.failure()).toBeUndefined();
  await log.close();
  await expect(
    health.append({ id: 'r', writeKey: 'wk', kind: 'batch', receivedAt: 0, body: Buffer.of() }),
  ).rejects.toThrow('closed');
  now = 3600_000;
  expect(health.failure()).toBe('The inbox is closed.');
});
