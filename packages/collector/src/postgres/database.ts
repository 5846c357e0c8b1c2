import pg from 'pg';
import { connectToOneOf } from './connect-to-one-of.js';
import { createHosts } from './hosts.js';
import type { PostgresAddress } from './postgres-address.js';
import { isTrouble, storeUnavailable } from './postgres-trouble.js';
import { writableClient } from './writable-client.js';

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

/**
 * Opens a pool of connections to the server of `address` that takes writes; when another one does, new connections go
 * there. Throws a `Problem` (503) whenever none can be asked.
 */
export const openDatabase = (address: PostgresAddress, options: DatabaseOptions): Database => {
  const hosts = createHosts(address.urls);
  const pool = new pg.Pool({
    Client: writableClient(hosts),
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
  /** Connections that the pool shall not give to anybody else. */
  const spoilt = new WeakSet<pg.PoolClient>();
  const on = (client: pg.PoolClient): Statements => ({
    query: async (sql, values = []) => {
      try {
        return (await client.query(sql, values)).rows as Row[];
      } catch (error) {
        // Also of a server that became a standby under us.
        if (isTrouble(error)) spoilt.add(client);
        return orUnavailable(error);
      }
    },
  });
  const withClient = async <Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> => {
    const client = await connectToOneOf(hosts, () => pool.connect()).catch(orUnavailable);
    const broken = (): void => {};
    client.on('error', broken);
    try {
      return await work(client);
    } finally {
      client.removeListener('error', broken);
      client.release(spoilt.has(client));
    }
  };

  return {
    query: (sql, values) => withClient((client) => on(client).query(sql, values)),
    transaction: (work) =>
      withClient(async (client) => {
        const statements = on(client);
        try {
          await statements.query('BEGIN');
          const result = await work(statements);
          await statements.query('COMMIT');
          return result;
        } catch (error) {
          await client.query('ROLLBACK').catch(() => spoilt.add(client));
          throw error;
        }
      }),
    close: () => pool.end(),
  };
};
