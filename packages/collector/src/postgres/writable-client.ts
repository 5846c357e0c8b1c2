import pg from 'pg';
import type { Hosts } from './hosts.js';
import { isTrouble } from './postgres-trouble.js';

type Callback = ((error: Error) => void) & ((error: null, client: pg.Client) => void);

/** What PostgreSQL says to a write on a server that takes none. */
const READ_ONLY = '25006';

const demandWritable = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ transaction_read_only: string }>('SHOW transaction_read_only');
  if (rows[0]?.transaction_read_only === 'off') return;
  throw Object.assign(new Error(`${client.host}:${client.port} takes no writes`), { code: READ_ONLY });
};

/**
 * A class of clients that connect to the server of `hosts` that takes writes, as far as that is known. Where it is away or
 * a standby, connecting fails, and the next client asks the next server. pg itself knows of one host alone:
 * https://github.com/brianc/node-postgres/pull/3643
 */
export const writableClient = (hosts: Hosts): (new (config?: pg.ClientConfig) => pg.Client) =>
  class extends pg.Client {
    readonly #url: string;

    constructor(config: pg.ClientConfig = {}) {
      const url = hosts.url();
      super({ ...config, connectionString: url });
      this.#url = url;
    }

    override connect(): Promise<pg.Client>;
    override connect(callback: Callback): void;
    override connect(callback?: Callback): Promise<pg.Client> {
      const connected = this.#connect();
      if (callback) connected.then(() => callback(null, this), callback);
      return connected;
    }

    async #connect(): Promise<pg.Client> {
      // Nobody listens yet, and to a client that is given up nobody ever does.
      const broken = (): void => {};
      this.on('error', broken);
      try {
        await super.connect();
        await demandWritable(this);
      } catch (error) {
        if (isTrouble(error)) hosts.giveUp(this.#url);
        this.end().catch(broken);
        throw error;
      }
      this.removeListener('error', broken);
      return this;
    }
  };
