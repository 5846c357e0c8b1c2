import type { FastifyInstance } from 'fastify';
import type { RouteContext } from './context.js';
import { demandScope } from './demand-scope.js';

/** Times every request of `server`. Routes and not addresses: the number of series stays small. */
export const timeRequests = (server: FastifyInstance, { metrics }: RouteContext): void => {
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const labels = { route, method: request.method, status: reply.statusCode };
    metrics.requests.observe(labels, reply.elapsedTime / 1000);
  });
};

/** `GET /metrics`: Prometheus text. Needs a key that may read, as Prometheus sends with `authorization`. */
export const metricsRoute = (scope: FastifyInstance, context: RouteContext): void => {
  const { registry } = context.metrics;
  scope.get('/metrics', { onRequest: demandScope(context, 'read') }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
};
