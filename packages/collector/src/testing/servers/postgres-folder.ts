import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ServerProcess, startServer } from './server-process.js';

const execute = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';
export const POSTGRES_USER = 'tendril';
export const POSTGRES_PASSWORD = 'a-password-of-tests';

/** A folder for PostgreSQL's data, and PostgreSQL's programs, run by whoever may run them. */
export interface PostgresFolder {
  path: string;
  /** Runs a program of PostgreSQL to its end. */
  run(program: string, args: string[]): Promise<void>;
  /** Makes a new database in `data`. */
  initialize(data: string): Promise<void>;
  /** Starts a server on `data`. */
  serve(data: string, settings: string[]): ServerProcess;
  remove(): void;
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
    ['-u', '-g'].map(async (flag) => Number((await execute('id', [flag, 'postgres'])).stdout)),
  );
  return { uid: uid!, gid: gid! };
};

export const makePostgresFolder = async (): Promise<PostgresFolder> => {
  const bin = binaries();
  const who = await owner();
  const path = mkdtempSync(join(tmpdir(), 'tendril-pg-'));
  if (who.uid !== undefined) chownSync(path, who.uid, who.gid!);
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', PGPASSWORD: POSTGRES_PASSWORD };
  const options = { ...who, cwd: path, env };
  return {
    path,
    run: async (program, args) => void (await execute(join(bin, program), args, options)),
    initialize: async (data) => {
      const flags = `-U ${POSTGRES_USER} --pwfile=pw -A scram-sha-256 -E UTF8 --no-sync`;
      const initdb = `printf %s "$PGPASSWORD" > pw && "${bin}/initdb" -D "${data}" ${flags}`;
      await execute('sh', ['-c', initdb], options);
    },
    serve: (data, settings) => {
      const common = ['listen_addresses=127.0.0.1', `unix_socket_directories=${path}`];
      const args = [...common, ...settings].flatMap((setting) => ['-c', setting]);
      return startServer(join(bin, 'postgres'), ['-D', data, ...args], options);
    },
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }),
  };
};
