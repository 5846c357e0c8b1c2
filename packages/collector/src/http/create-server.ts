import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { adminRoutes } from './admin-routes.js';
import type { RouteContext } from './context.js';
import { openToAllOrigins } from './cors.js';
import { replyNotFound, replyWithError } from './error-reply.js';
import { healthRoutes } from './health-routes.js';
import { INGEST_PATHS, ingestRoutes } from './ingest-routes.js';
import { rulesRoutes } from './rules-routes.js';
import { streamRoute } from './stream-route.js';

/** The HTTP server with all its routes, not listening yet. */
export const createServer = (context: RouteContext): FastifyInstance => {
  // One line per request would be most of the log of a collector.
  const logController = new LogController({ disableRequestLogging: true });
  const server = Fastify({ loggerInstance: context.logger, logController });
  server.setErrorHandler(replyWithError);
  server.setNotFoundHandler(replyNotFound);
  server.register(async (scope) => {
    openToAllOrigins(scope, [...INGEST_PATHS, '/v1/rules', '/v1/stream']);
    ingestRoutes(scope, context);
    rulesRoutes(scope, context);
    streamRoute(scope, context);
  });
  server.register(async (scope) => adminRoutes(scope, context));
  healthRoutes(server, context);
  return server;
};
