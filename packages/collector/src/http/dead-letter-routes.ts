import type { Json } from '@tendril/protocol';
import type { FastifyInstance } from 'fastify';
import { dropDeadLetter, noDeadLetter, replayDeadLetter } from '../dead-letters/settle-dead-letter.js';
import { problem } from '../problem.js';
import { DEAD_LETTER_STATES, type DeadLetterState } from '../store/store.port.js';
import { lastOf, type Query, readPage } from './admin-query.js';
import type { RouteContext } from './context.js';
import { demandScope } from './demand-scope.js';

interface ById {
  Params: { id: string };
}

const readState = ({ state }: Query): DeadLetterState | undefined => {
  if (state === undefined || state === 'any') return undefined;
  if (DEAD_LETTER_STATES.includes(state as DeadLetterState)) return state as DeadLetterState;
  const cure = `Send one of ${DEAD_LETTER_STATES.join(', ')}, any.`;
  throw problem(400, 'value', 'state', `${state} is not known`, cure);
};

/** Events that were refused: list (`?state=open`), look at one, take it in after all, put it aside. */
export const deadLetterRoutes = (scope: FastifyInstance, context: RouteContext): void => {
  const { store } = context;
  const mayRead = { onRequest: demandScope(context, 'read') };
  const mayChange = { onRequest: demandScope(context, 'admin') };

  scope.get<{ Querystring: Query }>('/v1/admin/dead-letters', mayRead, async ({ query }) => {
    const { after, limit } = readPage(query);
    const deadLetters = await store.deadLetters(after, limit, readState(query));
    return { deadLetters, last: lastOf(deadLetters, query) };
  });
  scope.get<ById>('/v1/admin/dead-letters/:id', mayRead, async ({ params: { id } }) => {
    const letter = await store.deadLetter(id);
    if (letter) return letter;
    throw noDeadLetter(id);
  });
  scope.post<ById & { Body: { event?: Json } | null }>(
    '/v1/admin/dead-letters/:id/replay',
    mayChange,
    async ({ params: { id }, body }) => ({ messageId: await replayDeadLetter(context, id, body?.event) }),
  );
  scope.post<ById>('/v1/admin/dead-letters/:id/drop', mayChange, async ({ params: { id } }) => {
    await dropDeadLetter(context, id);
    return { dropped: id };
  });
};
