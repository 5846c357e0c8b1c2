import type { FastifyInstance } from 'fastify';
import type { RouteContext } from './context.js';

/** `/healthz`: the process answers. `/readyz`: it can do its work; 503 with reasons when not. */
export const healthRoutes = (scope: FastifyInstance, { pressure }: RouteContext): void => {
  scope.get('/healthz', async () => ({ ok: true }));
  scope.get('/readyz', async (_request, reply) => {
    const reasons = await pressure.reasons();
    return reply.code(reasons.length > 0 ? 503 : 200).send({ ready: reasons.length === 0, reasons });
  });
};
