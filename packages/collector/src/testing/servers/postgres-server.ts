import { join } from 'node:path';
import { freePorts } from './free-port.js';
import { makePostgresFolder, POSTGRES_PASSWORD, POSTGRES_USER } from './postgres-folder.js';
import type { ServerProcess } from './server-process.js';

const READY = /database system is ready to accept connections/;

/** A PostgreSQL server on loopback. */
export interface PostgresServer {
  /** For `--store`, with a user and a password. */
  url: string;
  port: number;
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Makes a database of its own in a folder of its own, and starts it. */
export const startPostgres = async (): Promise<PostgresServer> => {
  const folder = await makePostgresFolder();
  const data = join(folder.path, 'data');
  await folder.initialize(data);
  const [port] = await freePorts(1);
  let server: ServerProcess | undefined;
  const start = async (): Promise<void> => {
    server = folder.serve(data, [`port=${port}`]);
    await server.printed(READY);
  };
  await start();
  return {
    url: `postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@127.0.0.1:${port}/postgres`,
    port: port!,
    start,
    // The children of a postmaster that was killed end by themselves.
    kill: async () => server?.end('SIGKILL'),
    stop: async () => {
      await server?.end('SIGINT');
      folder.remove();
    },
  };
};
