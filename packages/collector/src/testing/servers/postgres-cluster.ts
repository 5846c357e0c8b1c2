import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect } from 'vitest';
import { freePorts } from './free-port.js';
import {
  makePostgresFolder,
  POSTGRES_PASSWORD,
  POSTGRES_USER,
  type PostgresFolder,
} from './postgres-folder.js';
import type { ServerProcess } from './server-process.js';

export interface PostgresNode {
  port: number;
  /** As a power cut of its machine would: postmaster and children are gone at once. */
  kill(): Promise<void>;
  /** Lets a standby take writes; resolves when it does. */
  promote(): Promise<void>;
  /** Copies the database of the one that takes writes anew, and follows it. */
  followAnew(): Promise<void>;
  /** Of a standby: it hears no more of the one that takes writes, and has what it has. */
  cutOff(): Promise<void>;
  /** Of a standby: it hears of whoever takes writes again. */
  reconnect(): Promise<void>;
  /** What a SQL expression comes to there. */
  ask(expression: string): Promise<unknown>;
}

/** Servers of one database on loopback: one takes writes, the others stream from it. */
export interface PostgresCluster {
  /** For `--store`. */
  url: string;
  nodes: PostgresNode[];
  /** Takes writes at the beginning. */
  first: PostgresNode;
  stop(): Promise<void>;
}

const READY = /database system is ready to accept (read-only )?connections/;
/** What was committed with waiting is on two servers. */
const SETTINGS = ['synchronous_standby_names=ANY 1 (*)', 'wal_level=replica', 'max_wal_senders=10'];

const childrenOf = (pid: number): number[] => {
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return list === '' ? [] : list.split(' ').map(Number);
};

const connect = async (port: number): Promise<pg.Client> => {
  const who = { user: POSTGRES_USER, password: POSTGRES_PASSWORD, database: 'postgres' };
  const client = new pg.Client({ host: '127.0.0.1', port, ...who, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  await client.connect();
  return client;
};

const run = async (port: number, statements: string[]): Promise<unknown> => {
  const client = await connect(port);
  try {
    let value: unknown;
    for (const sql of statements) value = Object.values((await client.query(sql)).rows[0] ?? {})[0];
    return value;
  } finally {
    await client.end();
  }
};

const createNode = (folder: PostgresFolder, port: number, ports: number[]) => {
  const data = join(folder.path, `node-${port}`);
  // A standby looks for the one that takes writes by itself, now and after another one was promoted.
  const all = `host=${ports.map(() => '127.0.0.1').join(',')} port=${ports.join(',')} target_session_attrs=read-write`;
  const primary = `${all} user=${POSTGRES_USER} password=${POSTGRES_PASSWORD}`;
  const ask = (expression: string): Promise<unknown> => run(port, [`SELECT ${expression}`]);
  let server: ServerProcess | undefined;
  const start = async (): Promise<void> => {
    server = folder.serve(data, [...SETTINGS, `port=${port}`, `cluster_name=node_${port}`]);
    await server.printed(READY);
  };
  return {
    port,
    begin: async () => {
      await folder.initialize(data);
      appendFileSync(join(data, 'postgresql.conf'), `primary_conninfo = '${primary}'\n`);
      appendFileSync(join(data, 'pg_hba.conf'), 'host replication all 127.0.0.1/32 scram-sha-256\n');
      await start();
    },
    kill: async () => {
      const pid = server?.child.pid;
      const children = pid === undefined ? [] : childrenOf(pid);
      const ended = server?.end('SIGKILL');
      for (const child of children) {
        try {
          process.kill(child, 'SIGKILL');
        } catch {
          // It saw that the postmaster is gone, and is gone too.
        }
      }
      await ended;
      server = undefined;
    },
    promote: async () => {
      if ((await ask('pg_promote(true, 30)')) !== true) throw new Error(`${port} was not promoted`);
    },
    followAnew: async () => {
      rmSync(data, { recursive: true, force: true });
      const how = ['-X', 'stream', '-c', 'fast', '--no-sync'];
      await folder.run('pg_basebackup', ['-D', data, '-d', primary, ...how]);
      writeFileSync(join(data, 'standby.signal'), '');
      await start();
    },
    cutOff: async () => {
      await run(port, ["ALTER SYSTEM SET primary_conninfo = ''", 'SELECT pg_reload_conf()']);
      await expect.poll(() => ask('(SELECT count(*)::int FROM pg_stat_wal_receiver)')).toBe(0);
    },
    reconnect: async () => {
      await run(port, ['ALTER SYSTEM RESET primary_conninfo', 'SELECT pg_reload_conf()']);
    },
    ask,
    stop: async () => server?.end('SIGQUIT'),
  };
};

/** Starts a server that takes writes, and `standbys` that follow it. */
export const startPostgresCluster = async (standbys = 2): Promise<PostgresCluster> => {
  const folder = await makePostgresFolder();
  const ports = await freePorts(standbys + 1);
  const nodes = ports.map((port) => createNode(folder, port, ports));
  const [first, ...others] = nodes;
  await first!.begin();
  for (const node of others) await node.followAnew();
  const hosts = ports.map((port) => `127.0.0.1:${port}`).join(',');
  return {
    url: `postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@${hosts}/postgres`,
    nodes,
    first: first!,
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
      folder.remove();
    },
  };
};
