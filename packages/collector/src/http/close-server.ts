import type { FastifyInstance } from 'fastify';

/** Requests under way get this long to end. */
const CLOSE_GRACE_MS = 1000;

/**
 * Browsers open connections ahead of need, and Node's `closeIdleConnections` leaves those alone that have not asked for
 * anything yet: without an end to its patience the server would wait for as long as the browser lives.
 */
export const closeServer = async (server: FastifyInstance): Promise<void> => {
  const patience = setTimeout(() => server.server.closeAllConnections(), CLOSE_GRACE_MS);
  await server.close();
  clearTimeout(patience);
};
