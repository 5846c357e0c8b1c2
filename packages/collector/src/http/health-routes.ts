import type { FastifyInstance } from 'fastify';
import type { ServerIssue } from '../problem.js';
import type { RouteContext } from './context.js';

const notReady = (message: string, cure: string): ServerIssue => ({
  code: 'unavailable',
  path: 'collector',
  message,
  cure,
});

/** Why the collector should get no requests now; empty when it should. */
const reasons = async ({ applier, log, options, closing }: RouteContext): Promise<ServerIssue[]> => {
  const lag = await applier.lag();
  const failures = [
    ['made durable', log.failure()],
    ['applied', applier.failure()],
  ].filter(([, why]) => why !== undefined);
  return [
    ...(closing.aborted ? [notReady('The collector is stopping.', 'Send requests to another one.')] : []),
    ...(lag > options.maxLag
      ? [
          notReady(
            `${lag} requests wait to be applied.`,
            'Wait; if it stays so, send less or give it more CPU.',
          ),
        ]
      : []),
    ...failures.map(([what, why]) =>
      notReady(`Events can not be ${what}: ${why}.`, 'Look at the free space of the data directory.'),
    ),
  ];
};

/** `/healthz`: the process answers. `/readyz`: it can do its work; 503 with reasons when not. */
export const healthRoutes = (scope: FastifyInstance, context: RouteContext): void => {
  scope.get('/healthz', async () => ({ ok: true }));
  scope.get('/readyz', async (_request, reply) => {
    const found = await reasons(context);
    return reply.code(found.length > 0 ? 503 : 200).send({ ready: found.length === 0, reasons: found });
  });
};
