import { createServer } from 'node:net';

/** Below the range from which the kernel takes source ports: a restart finds the port free again. */
const RANGE = { from: 18_000, to: 32_000 };

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** A port on 127.0.0.1 that nothing listens on now. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = RANGE.from + Math.floor(Math.random() * (RANGE.to - RANGE.from));
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${RANGE.from} and ${RANGE.to}: end what holds them`);
}
