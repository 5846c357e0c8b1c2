import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

/** Servers of one cluster on loopback, with JetStream on files. */
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

const configOf = (name: string, folder: string, port: number, own: number, routes: number[]): string => `
server_name: ${name}
listen: "127.0.0.1:${port}"
jetstream { store_dir: ${JSON.stringify(folder)}, max_memory_store: 64MB, max_file_store: 2GB }
cluster {
  name: tendril
  listen: "127.0.0.1:${own}"
  routes: [${routes.map((route) => `"nats://127.0.0.1:${route}"`).join(', ')}]
}
`;

const createNode = (folder: string, name: string, port: number, own: number, routes: number[]): NatsNode => {
  const file = join(folder, `${name}.conf`);
  mkdirSync(join(folder, name));
  writeFileSync(file, configOf(name, join(folder, name), port, own, routes));
  let server: ServerProcess | undefined;
  return {
    name,
    port,
    start: async () => {
      server = startServer(NATS_SERVER, ['-c', file]);
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
    url: `nats://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    nodes,
    stop: async () => {
      await Promise.all(nodes.map((node) => node.kill()));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
