import { type Database, openDatabase } from '../postgres/database.js';
import type { PostgresAddress } from '../postgres/postgres-address.js';
import { createPostgresTurn } from '../postgres/postgres-turn.js';
import { SetupError } from '../problem.js';
import { openPostgresStore } from '../store/postgres/postgres-store.js';
import { type Rebuilt, rebuildStore } from './rebuild-store.js';
import type { ReplayParts } from './replay-file.js';

const rebuild = async (
  present: PostgresAddress,
  next: PostgresAddress,
  parts: ReplayParts,
): Promise<Rebuilt> => {
  const before = await openPostgresStore(present);
  try {
    const after = await openPostgresStore(next);
    return await rebuildStore({ ...parts, before, after }).finally(() => after.close());
  } finally {
    await before.close();
  }
};

const swap = (database: Database, present: string, next: string): Promise<void> =>
  database.transaction(async (statements) => {
    await statements.query(`DROP SCHEMA ${present} CASCADE`);
    await statements.query(`ALTER SCHEMA ${next} RENAME TO ${present}`);
  });

/**
 * Builds a read model in PostgreSQL again, in a schema beside the present one, and puts it in its place when it is whole.
 * Throws a `SetupError` while a collector works on it.
 */
export const replaySchema = async (address: PostgresAddress, parts: ReplayParts): Promise<Rebuilt> => {
  const turn = createPostgresTurn(address);
  if (!(await turn.take())) {
    const message = `A collector works on the schema ${address.schema}.`;
    const cure = 'Stop all collectors of this store, and run the command again.';
    throw new SetupError({ code: 'duplicate', path: '--store', message, cure });
  }
  const next = { ...address, schema: `${address.schema}_next` };
  const database = openDatabase(address, { schema: address.schema, connections: 1, isDurable: true });
  try {
    // What an interrupted run left.
    await database.query(`DROP SCHEMA IF EXISTS ${next.schema} CASCADE`);
    const rebuilt = await rebuild(address, next, parts);
    await swap(database, address.schema, next.schema);
    return rebuilt;
  } finally {
    await database.close();
    await turn.release();
  }
};
