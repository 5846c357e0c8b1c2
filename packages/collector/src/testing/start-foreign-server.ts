import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

const page: RequestListener = (_request, reply) => void reply.end('<html>Welcome</html>');

/** Starts a server that is no collector, and gives its address. It is stopped when the test ends. */
export const startForeignServer = async (answer = page): Promise<string> => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close().closeAllConnections());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
