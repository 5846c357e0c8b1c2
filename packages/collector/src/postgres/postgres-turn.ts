import type pg from 'pg';
import type { Turn } from '../applier/turn.port.js';
import { connectToOneOf } from './connect-to-one-of.js';
import { createHosts } from './hosts.js';
import type { PostgresAddress } from './postgres-address.js';
import { isTrouble, storeUnavailable } from './postgres-trouble.js';
import { writableClient } from './writable-client.js';

const CONNECT_MS = 5000;
const ASK = 'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS is_mine';

/**
 * The turn of a schema: a lock that a connection of its own holds for as long as it lives. When the process or its machine
 * dies, the server ends the connection, and another collector gets the turn.
 */
export const createPostgresTurn = (address: PostgresAddress): Turn => {
  const name = `tendril.turn.${address.schema}`;
  const hosts = createHosts(address.urls);
  const Client = writableClient(hosts);
  let open: pg.Client | undefined;
  let isHeld = false;
  let asking: Promise<boolean> | undefined;

  const lose = (client: pg.Client): void => {
    if (open !== client) return;
    open = undefined;
    isHeld = false;
  };
  const connect = async (): Promise<pg.Client> => {
    const client = new Client({
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: CONNECT_MS,
      application_name: 'tendril-turn',
      keepAlive: true,
    });
    client.on('error', () => lose(client));
    client.on('end', () => lose(client));
    open = client;
    await client.connect();
    return client;
  };
  const drop = async (): Promise<void> => {
    const client = open;
    if (!client) return;
    lose(client);
    await client.end().catch(() => undefined);
  };
  const ask = async (): Promise<boolean> => {
    try {
      const client = open ?? (await connectToOneOf(hosts, connect));
      const { rows } = await client.query<{ is_mine: boolean }>(ASK, [name]);
      // The connection may have ended while the answer came.
      isHeld = rows[0]?.is_mine === true && open === client;
      return isHeld;
    } catch (error) {
      await drop();
      throw isTrouble(error) ? storeUnavailable(error, address) : error;
    }
  };
  return {
    isMine: () => isHeld,
    take: () => {
      if (isHeld) return Promise.resolve(true);
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    release: async () => {
      await asking?.catch(() => false);
      await drop();
    },
  };
};
