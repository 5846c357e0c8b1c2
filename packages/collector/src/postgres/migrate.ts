import { SetupError } from '../problem.js';
import type { Database, Statements } from './database.js';

/** The oldest server whose partitions do what is asked of them. */
const LEAST = 13;

const checkServer = async (statements: Statements): Promise<void> => {
  const [row] = await statements.query('SHOW server_version_num');
  const version = Number(row?.server_version_num);
  if (version >= LEAST * 10_000) return;
  const message = `The PostgreSQL server is of version ${Math.floor(version / 10_000)}.`;
  throw new SetupError({
    code: 'version',
    path: '--store',
    message,
    cure: `Use PostgreSQL ${LEAST} or later.`,
  });
};

const doneIn = async (statements: Statements): Promise<number> => {
  const [row] = await statements.query('SELECT coalesce(max(number), 0) AS number FROM migrations');
  return Number(row?.number);
};

const refuseNewer = (schema: string, done: number, known: number): void => {
  if (done <= known) return;
  throw new SetupError({
    code: 'version',
    path: '--store',
    message: `The schema ${schema} is of a newer release of Tendril (${done}, this one knows ${known}).`,
    cure: 'Run that release, or a later one.',
  });
};

/**
 * Brings a schema up to date: `steps` in order, each once. Of several collectors that start together one does it, and
 * the others wait. Throws a `SetupError` for a server that is too old, and for a schema of a newer release.
 */
export const migrate = (database: Database, schema: string, steps: readonly string[]): Promise<void> =>
  database.transaction(async (statements) => {
    await checkServer(statements);
    await statements.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `tendril.migrate.${schema}`,
    ]);
    await statements.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await statements.query(
      `CREATE TABLE IF NOT EXISTS ${schema}.migrations
        (number integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`,
    );
    const done = await doneIn(statements);
    refuseNewer(schema, done, steps.length);
    for (const [index, step] of steps.entries()) {
      if (index < done) continue;
      await statements.query(step);
      await statements.query('INSERT INTO migrations (number) VALUES ($1)', [index + 1]);
    }
  });
