import type { FastifyInstance } from 'fastify';
import { DELIVERY_STATES, type DeliveryFilter, type DeliveryState } from '../outbox/outbox.port.js';
import { problem } from '../problem.js';
import { lastOf, type Query, readPage } from './admin-query.js';
import type { RouteContext } from './context.js';
import { demandScope } from './demand-scope.js';

interface ById {
  Params: { id: string };
}

const readDeliveryFilter = ({ state, forwarder }: Query): DeliveryFilter => {
  if (state !== undefined && !DELIVERY_STATES.includes(state as DeliveryState)) {
    throw problem(
      400,
      'value',
      'state',
      `${state} is not known`,
      `Send one of ${DELIVERY_STATES.join(', ')}.`,
    );
  }
  return {
    ...(state !== undefined && { state: state as DeliveryState }),
    ...(forwarder !== undefined && { forwarder }),
  };
};

const noSuch = (id: string) =>
  problem(404, 'not-found', 'id', `There is no delivery ${id}.`, 'List them: GET /v1/admin/deliveries.');

/** What is told to others: forwarders with their counts, deliveries, and dead ones sent again. */
export const deliveryRoutes = (scope: FastifyInstance, context: RouteContext): void => {
  const { outbox, forwarders, now } = context;
  const mayRead = { onRequest: demandScope(context, 'read') };
  // A body holds what is known of people: who may read figures alone may not read it.
  const mayLookInto = { onRequest: demandScope(context, 'people') };
  const mayChange = { onRequest: demandScope(context, 'admin') };

  scope.get('/v1/admin/forwarders', mayRead, async () => {
    const counts = await outbox.counts();
    const configured = new Map(forwarders.list.map((one) => [one.name, one]));
    const all = counts.map(({ forwarder: name, ...figures }) => {
      const { kind, url } = configured.get(name) ?? {};
      // What a path or query of a hook holds is often a secret of its own.
      return { name, ...(kind && { kind }), ...(url && { origin: url.origin }), ...figures };
    });
    return { forwarders: all };
  });
  scope.get<{ Querystring: Query }>('/v1/admin/deliveries', mayRead, async ({ query }) => {
    const { after, limit } = readPage(query);
    const deliveries = await outbox.list(after, limit, readDeliveryFilter(query));
    return { deliveries, last: lastOf(deliveries, query) };
  });
  scope.get<ById>('/v1/admin/deliveries/:id', mayLookInto, async ({ params: { id } }) => {
    const delivery = await outbox.find(id);
    if (delivery) return delivery;
    throw noSuch(id);
  });
  scope.post<ById>('/v1/admin/deliveries/:id/replay', mayChange, async ({ params: { id } }) => {
    if (await outbox.revive(id, now())) {
      forwarders.wake();
      return { replayed: id };
    }
    const delivery = await outbox.find(id);
    if (!delivery) throw noSuch(id);
    const message = `The delivery ${id} is not dead but ${delivery.state}.`;
    throw problem(409, 'conflict', 'id', message, 'Nothing is to be done.');
  });
};
