import type { FactsReply } from '@tendril/protocol';
import type { FastifyInstance } from 'fastify';
import { readFacts } from '../facts/read-facts.js';
import type { Viewer } from '../facts/subject.js';
import { unavailable } from '../problem.js';
import { bearerOf } from './bearer.js';
import type { RouteContext } from './context.js';

const TRIES = 10;

/**
 * Facts as of one place in the log: read again when something was applied in between, or a client that adds what it
 * sent after that place would count it twice.
 */
const factsAtOnePlace = async (context: RouteContext, viewer: Viewer): Promise<FactsReply> => {
  const { store, versions, counters, now } = context;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const seq = await store.position();
    const version = await versions.current(viewer);
    const facts = await readFacts(store, viewer, now());
    const baselines = await counters.baselines(viewer);
    if ((await store.position()) === seq) return { version, seq, facts, counters: baselines };
  }
  const message = 'Events are applied faster than facts can be read.';
  throw unavailable({ code: 'unavailable', path: 'collector.store', message, cure: 'Ask again.' }, 1);
};

/** `GET /v1/facts`: what is known of the person and the account of the token, and of nobody else. */
export const factsRoute = (scope: FastifyInstance, context: RouteContext): void => {
  scope.get('/v1/facts', async (request, reply) => {
    await context.limits.byAddress(request.ip);
    const { expiresAt: _, ...viewer } = await context.tokens.verify(bearerOf(request.headers.authorization));
    reply.header('cache-control', 'no-store');
    return factsAtOnePlace(context, viewer);
  });
};
