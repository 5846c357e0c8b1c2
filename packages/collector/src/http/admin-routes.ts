import type { FastifyInstance, FastifyReply } from 'fastify';
import type { StoredEvent } from '../store/store.port.js';
import { lastOf, type Query, readFilter, readPage } from './admin-query.js';
import type { RouteContext } from './context.js';
import { demandScope } from './demand-scope.js';
import { waitForChange } from './wait-for-change.js';

const whenGone = (reply: FastifyReply): AbortSignal => {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
};

/** Events after `after`; when there are none yet, those that come within `wait` seconds. */
const readEvents = async (
  { store, feed, closing }: RouteContext,
  query: Query,
  gone: AbortSignal,
): Promise<StoredEvent[]> => {
  const { after, limit, wait } = readPage(query);
  const filter = readFilter(query);
  const until = performance.now() + wait * 1000;
  for (;;) {
    // Asked for before the read: what is applied in between ends the wait at once.
    const finished = new AbortController();
    const change = waitForChange(feed, 'applied', Math.max(0, until - performance.now()), [
      closing,
      gone,
      finished.signal,
    ]);
    const events = await store.events(after, limit, filter);
    const isOver = closing.aborted || gone.aborted || performance.now() >= until;
    if (events.length > 0 || isOver) {
      finished.abort();
      return events;
    }
    await change;
  }
};

/** The operator's side: what was stored, and figures. */
export const adminRoutes = (scope: FastifyInstance, context: RouteContext): void => {
  const { store, applier } = context;
  const mayRead = { onRequest: demandScope(context, 'read') };

  scope.get<{ Querystring: Query }>('/v1/admin/events', mayRead, async ({ query }, reply) => {
    const events = await readEvents(context, query, whenGone(reply));
    return { events, last: lastOf(events, query) };
  });
  scope.get('/v1/admin/stats', mayRead, async () => ({
    ...(await store.counts()),
    lag: await applier.lag(),
  }));
};
