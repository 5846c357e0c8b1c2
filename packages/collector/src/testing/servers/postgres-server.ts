import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from './free-port.js';
import { type ServerProcess, startServer } from './server-process.js';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';
const READY = /database system is ready to accept connections/;
export const POSTGRES_PASSWORD = 'a-password-of-tests';

/** A PostgreSQL server on loopback. */
export interface PostgresServer {
  /** For `--store`, with a user and a password. */
  url: string;
  port: number;
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const binaries = (): string => {
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  if (versions[0] === undefined) throw new Error('PostgreSQL is missing: bash scripts/install-servers.sh');
  return join(DEBIAN, String(versions[0]), 'bin');
};

/** PostgreSQL refuses to run as root: then it runs as the user `postgres` of its package. */
const owner = async (): Promise<{ uid?: number; gid?: number }> => {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)),
  );
  return { uid: uid!, gid: gid! };
};

/** Makes a database of its own in a folder of its own, and starts it. */
export const startPostgres = async (): Promise<PostgresServer> => {
  const bin = binaries();
  const who = await owner();
  const folder = mkdtempSync(join(tmpdir(), 'tendril-pg-'));
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid!);
  const data = join(folder, 'data');
  const options = { ...who, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } };
  const initdb = `printf %s "$PGPASS" > pw && "${bin}/initdb" -D "${data}" -U tendril --pwfile=pw -A scram-sha-256 -E UTF8 --no-sync`;
  await run('sh', ['-c', initdb], { ...options, env: { ...options.env, PGPASS: POSTGRES_PASSWORD } });
  const [port] = await freePorts(1);
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  let server: ServerProcess | undefined;
  const start = async (): Promise<void> => {
    server = startServer(join(bin, 'postgres'), args, options);
    await server.printed(READY);
  };
  await start();
  return {
    url: `postgres://tendril:${POSTGRES_PASSWORD}@127.0.0.1:${port}/postgres`,
    port: port!,
    start,
    // The children of a postmaster that was killed end by themselves.
    kill: async () => server?.end('SIGKILL'),
    stop: async () => {
      await server?.end('SIGINT');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
