import type { FastifyInstance } from 'fastify';
import { MOVEMENT_KINDS, type MovementKind } from '../billing/movement.js';
import type { MovementFilter } from '../billing/movements.port.js';
import { problem } from '../problem.js';
import { lastOf, type Query, readPage } from './admin-query.js';
import type { RouteContext } from './context.js';
import { demandScope } from './demand-scope.js';

const readMovementFilter = ({ account, kind }: Query): MovementFilter => {
  if (kind !== undefined && !MOVEMENT_KINDS.includes(kind as MovementKind)) {
    throw problem(400, 'value', 'kind', `${kind} is not known`, `Send one of ${MOVEMENT_KINDS.join(', ')}.`);
  }
  return {
    ...(account !== undefined && { account }),
    ...(kind !== undefined && { kind: kind as MovementKind }),
  };
};

/** How recurring revenue moved. */
export const movementRoutes = (scope: FastifyInstance, context: RouteContext): void => {
  const mayRead = { onRequest: demandScope(context, 'read') };
  scope.get<{ Querystring: Query }>('/v1/admin/movements', mayRead, async ({ query }) => {
    const { after, limit } = readPage(query);
    const movements = await context.store.movements(after, limit, readMovementFilter(query));
    return { movements, last: lastOf(movements, query) };
  });
};
