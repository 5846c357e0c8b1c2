import { createServer } from 'node:net';

/** Below the range from which the kernel takes source ports: a restart finds the port free again. */
const RANGE = { from: 18_000, to: 32_000 };

/** No port serves two tests of one process: to a browser the port is part of the origin, and the origin is who stores. */
const given = new Set<number>();

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** A port on 127.0.0.1 that nothing listens on now, another one each time. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = RANGE.from + Math.floor(Math.random() * (RANGE.to - RANGE.from));
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${RANGE.from} and ${RANGE.to}: end what holds them`);
}
