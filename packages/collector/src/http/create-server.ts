import { createServer as createHttpServer } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyServerFactory, LogController } from 'fastify';
import { adminRoutes } from './admin-routes.js';
import type { RouteContext } from './context.js';
import { answerPreflights, CORS_HEADERS } from './cors.js';
import { deadLetterRoutes } from './dead-letter-routes.js';
import { deliveryRoutes } from './delivery-routes.js';
import { replyNotFound, replyWithError } from './error-reply.js';
import { factsRoute } from './facts-route.js';
import { healthRoutes } from './health-routes.js';
import { createIngestDoor } from './ingest-door.js';
import { INGEST_PATHS } from './ingest-paths.js';
import { metricsRoute, timeRequests } from './metrics-route.js';
import { movementRoutes } from './movement-routes.js';
import { peopleRoutes } from './people-routes.js';
import { registryRoutes } from './registry-routes.js';
import { rulesRoutes } from './rules-routes.js';
import { securityHeaders } from './security-headers.js';
import { stopping } from './stopping.js';
import { streamRoute } from './stream-route.js';
import { stripeRoute } from './stripe-route.js';
import { triggerRoute } from './trigger-route.js';
import { trustOf } from './trusted-address.js';

/** How long a client may take to send a request, in milliseconds. */
const REQUEST_MS = 60_000;
/** A connection without requests is kept for longer than proxies keep theirs: they close it, and not the collector. */
const KEEP_MS = 72_000;
/** In that time connections are looked at so often. Node does it twice a minute by default. */
const LOOKS = 4;

/** Every reply of this scope carries these, errors too. */
const alwaysSend = (scope: FastifyInstance, headers: Record<string, string>): void => {
  scope.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
};

/** Nothing new is begun while the collector stops. Pages can read that: it comes after the headers. */
const refuseWhenStopping = (scope: FastifyInstance, { closing }: RouteContext): void => {
  scope.addHook('onRequest', (_request, _reply, done) => done(closing.aborted ? stopping() : undefined));
};

/** What pages of any origin use. */
const openRoutes = async (scope: FastifyInstance, context: RouteContext): Promise<void> => {
  alwaysSend(scope, { ...securityHeaders('any-origin'), ...CORS_HEADERS });
  refuseWhenStopping(scope, context);
  answerPreflights(scope, [...INGEST_PATHS, '/v1/rules', '/v1/facts', '/v1/stream']);
  rulesRoutes(scope, context);
  factsRoute(scope, context);
  streamRoute(scope, context);
};

/** What operators and machines use; closed to pages of other origins. */
const ownRoutes = async (scope: FastifyInstance, context: RouteContext): Promise<void> => {
  alwaysSend(scope, securityHeaders('same-origin'));
  refuseWhenStopping(scope, context);
  adminRoutes(scope, context);
  deadLetterRoutes(scope, context);
  triggerRoute(scope, context);
  deliveryRoutes(scope, context);
  movementRoutes(scope, context);
  registryRoutes(scope, context);
  peopleRoutes(scope, context);
  metricsRoute(scope, context);
  // In a scope of its own: it reads bodies in another way.
  const { verifyStripe } = context;
  if (verifyStripe) scope.register(async (inner) => stripeRoute(inner, context, verifyStripe));
};

/** What says how the collector is, also while it stops. */
const stateRoutes = async (scope: FastifyInstance, context: RouteContext): Promise<void> => {
  alwaysSend(scope, securityHeaders('same-origin'));
  healthRoutes(scope, context);
};

/** A server whose requests for events do not pass through Fastify. */
const withDoor = (context: RouteContext, requestMs: number): FastifyServerFactory => {
  const door = createIngestDoor(context);
  return (serve) =>
    createHttpServer(
      {
        // A client that sends its request byte by byte holds a connection no longer than this.
        requestTimeout: requestMs,
        headersTimeout: requestMs,
        connectionsCheckingInterval: requestMs / LOOKS,
        keepAliveTimeout: KEEP_MS,
      },
      (request, response) => {
        if (!door(request, response)) serve(request, response);
      },
    );
};

/** The HTTP server with all its routes, not listening yet. */
export const createServer = (context: RouteContext): FastifyInstance => {
  const { logger, options, requestMs = REQUEST_MS } = context;
  // One line per request would be most of the log of a collector.
  const logController = new LogController({ disableRequestLogging: true });
  const server = Fastify({
    loggerInstance: logger,
    logController,
    serverFactory: withDoor(context, requestMs),
    trustProxy: trustOf(options.trustProxy),
    // Its own answer has no cure, and no headers by which a page may read it.
    return503OnClosing: false,
  });
  server.setErrorHandler(replyWithError);
  server.setNotFoundHandler(replyNotFound);
  timeRequests(server, context);
  server.register((scope) => openRoutes(scope, context));
  server.register((scope) => ownRoutes(scope, context));
  server.register((scope) => stateRoutes(scope, context));
  return server;
};
