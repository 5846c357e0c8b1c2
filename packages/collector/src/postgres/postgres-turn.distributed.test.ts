import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { turnConformance } from '../applier/turn.conformance.js';
import { ownPostgresAddress } from '../testing/servers/own-address.js';
import { parsePostgresAddress } from './postgres-address.js';
import { createPostgresTurn } from './postgres-turn.js';

turnConformance('PostgreSQL', async () => {
  const address = parsePostgresAddress(ownPostgresAddress());
  return async () => createPostgresTurn(address);
});

it('is lost with its connection', async () => {
  const address = parsePostgresAddress(ownPostgresAddress());
  const [one, other] = [createPostgresTurn(address), createPostgresTurn(address)];
  const admin = new pg.Client({ connectionString: address.urls[0] });
  await admin.connect();
  onTestFinished(async () => {
    await Promise.all([one.release(), other.release(), admin.end()]);
  });
  await one.take();
  await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND (classid::bigint << 32 | objid::bigint) = hashtextextended('tendril.turn.${address.schema}', 0)`);
  await expect.poll(() => other.take()).toBe(true);
  expect(await one.take()).toBe(false);
});
