import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

const IDLE_LOOK_MS = 50;
/** Connections that never asked for anything are let go after this. */
const UNUSED_MS = 1000;
/** Requests under way get this long to end: more than an append is tried for while brokers choose a leader. */
const GRACE_MS = 5000;

/**
 * What closes a server, which must not listen yet. Browsers open connections ahead of need, and Node's
 * `closeIdleConnections` leaves those alone that have not asked for anything yet: without an end to its patience the server
 * would wait for as long as the browser lives.
 */
export const createCloser = (server: FastifyInstance): (() => Promise<void>) => {
  const connections = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  const dropUnused = (): void => {
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
  };
  return async () => {
    const patience = [
      // Clients keep a connection when they have their answer.
      setInterval(() => server.server.closeIdleConnections(), IDLE_LOOK_MS),
      setTimeout(dropUnused, UNUSED_MS),
      setTimeout(() => server.server.closeAllConnections(), GRACE_MS),
    ];
    await server.close();
    patience.forEach(clearTimeout);
  };
};
