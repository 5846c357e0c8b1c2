import pg from 'pg';
import type { PostgresAddress } from './postgres-address.js';
import { isTrouble, storeUnavailable } from './postgres-trouble.js';

export type Row = Record<string, unknown>;

/** Runs statements. Figures come back as text where JavaScript could not hold them all: take `Number` of them. */
export interface Statements {
  query(sql: string, values?: unknown[]): Promise<Row[]>;
}

/** A schema of a PostgreSQL database. */
export interface Database extends Statements {
  /** Runs `work` in one transaction: all of it or nothing. */
  transaction<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Unqualified names are of this schema. */
  schema: string;
  connections: number;
  /**
   * Whether a commit waits for the disk. What can be built again from the log need not: after a power cut its newest
   * transactions may be gone, whole, and are applied again.
   */
  isDurable: boolean;
}

const CONNECT_MS = 5000;
const STATEMENT_MS = 60_000;

const settings = ({ schema, isDurable }: DatabaseOptions): string =>
  [`search_path=${schema}`, `synchronous_commit=${isDurable ? 'on' : 'off'}`]
    .map((one) => `-c ${one}`)
    .join(' ');

/** Opens a pool of connections. Throws a `Problem` (503) whenever the server can not be asked. */
export const openDatabase = (address: PostgresAddress, options: DatabaseOptions): Database => {
  const pool = new pg.Pool({
    connectionString: address.url,
    max: options.connections,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: STATEMENT_MS,
    application_name: 'tendril-collector',
    keepAlive: true,
    options: settings(options),
  });
  // A connection that breaks while nobody uses it: the pool makes another one when it is asked.
  pool.on('error', () => {});
  const orUnavailable = (error: unknown): never => {
    throw isTrouble(error) ? storeUnavailable(error, address) : error;
  };
  const on = (client: pg.Pool | pg.PoolClient): Statements => ({
    query: async (sql, values = []) => (await client.query(sql, values).catch(orUnavailable)).rows as Row[],
  });

  return {
    ...on(pool),
    transaction: async (work) => {
      const client = await pool.connect().catch(orUnavailable);
      const broken = (): void => {};
      client.on('error', broken);
      const statements = on(client);
      try {
        await statements.query('BEGIN');
        const result = await work(statements);
        await statements.query('COMMIT');
        client.removeListener('error', broken);
        client.release();
        return result;
      } catch (error) {
        const isBack = await client.query('ROLLBACK').then(
          () => true,
          () => false,
        );
        client.removeListener('error', broken);
        client.release(!isBack);
        throw error;
      }
    },
    close: () => pool.end(),
  };
};
