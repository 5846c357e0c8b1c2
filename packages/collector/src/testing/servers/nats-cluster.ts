import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-port.js';
import { type ServerProcess, startServer } from './server-process.js';

export interface NatsNode {
  name: string;
  port: number;
  /** As a power cut would: nothing is written any more. */
  kill(): Promise<void>;
  /** Starts it again with what it has on its disk. */
  start(): Promise<void>;
}

/** Servers of one cluster on loopback, with JetStream on files, configured as `deploy/nats-node.conf` says. */
export interface NatsCluster {
  /** For `--log`. */
  url: string;
  nodes: NatsNode[];
  stop(): Promise<void>;
}

/** Debian puts it where not everybody's PATH leads. */
const DEBIAN = '/usr/sbin/nats-server';
export const NATS_SERVER = existsSync(DEBIAN) ? DEBIAN : 'nats-server';

const LISTENING = /Server is ready/;

/** What operators are given, so that it is known to work. */
const DOCUMENTED = readFileSync(new URL('../../../deploy/nats-node.conf', import.meta.url), 'utf8');
const PASSWORD = 'nats-secret';

/** The documented configuration, on loopback and in `folder`. */
const configOf = (name: string, folder: string, port: number, own: number, routes: number[]): string => {
  const local: [documented: string, here: string][] = [
    ['server_name: n1', `server_name: ${name}`],
    ['"0.0.0.0:4222"', `"127.0.0.1:${port}"`],
    ['"/var/lib/nats"', JSON.stringify(folder)],
    ['100GB', '2GB'],
    ['"0.0.0.0:6222"', `"127.0.0.1:${own}"`],
    [
      '"nats://n1:6222", "nats://n2:6222", "nats://n3:6222"',
      routes.map((route) => `"nats://127.0.0.1:${route}"`).join(', '),
    ],
  ];
  return local.reduce((config, [documented, here]) => {
    if (!config.includes(documented)) throw new Error(`deploy/nats-node.conf has no ${documented}`);
    return config.replace(documented, here);
  }, DOCUMENTED);
};

const createNode = (folder: string, name: string, port: number, own: number, routes: number[]): NatsNode => {
  const file = join(folder, `${name}.conf`);
  mkdirSync(join(folder, name));
  writeFileSync(file, configOf(name, join(folder, name), port, own, routes));
  let server: ServerProcess | undefined;
  return {
    name,
    port,
    start: async () => {
      server = startServer(NATS_SERVER, ['-c', file], { env: { ...process.env, NATS_PASSWORD: PASSWORD } });
      await server.printed(LISTENING);
    },
    kill: async () => {
      await server?.end('SIGKILL');
      server = undefined;
    },
  };
};

/** Starts `size` servers that know each other. */
export const startNatsCluster = async (size = 3): Promise<NatsCluster> => {
  const folder = mkdtempSync(join(tmpdir(), 'tendril-nats-'));
  const ports = await freePorts(2 * size);
  const routes = ports.slice(size);
  const nodes = Array.from({ length: size }, (_, i) =>
    createNode(folder, `n${i + 1}`, ports[i]!, routes[i]!, routes),
  );
  await Promise.all(nodes.map((node) => node.start()));
  return {
    url: `nats://tendril:${PASSWORD}@${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    nodes,
    stop: async () => {
      await Promise.all(nodes.map((node) => node.kill()));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
