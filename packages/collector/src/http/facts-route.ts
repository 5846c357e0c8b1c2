import type { FactsReply } from '@tendril/protocol';
import type { FastifyInstance } from 'fastify';
import { storedCounters } from '../counting/stored-counters.js';
import { asFacts, readFacts } from '../facts/read-facts.js';
import type { Viewer } from '../facts/subject.js';
import { ledgerFor } from '../ledger/ledger-for.js';
import { unavailable } from '../problem.js';
import { standingFacts } from '../standings/standing-facts.js';
import { bearerOf } from './bearer.js';
import type { RouteContext } from './context.js';

const TRIES = 10;

/** What is known of them, and what the rules that they are given say of that. */
const read = async (context: RouteContext, viewer: Viewer): Promise<Omit<FactsReply, 'version' | 'seq'>> => {
  const { store, rulesFor, counters, now } = context;
  const { standings, plan } = await rulesFor.of(viewer);
  const known = await readFacts(store, viewer, now());
  const tallies = await storedCounters(store, viewer, plan);
  const standing = standings.judge({ facts: asFacts(known), tallies, now: now() });
  return {
    facts: { ...known, ...standingFacts(standing) },
    counters: await counters.baselines(viewer, plan),
    // All nudges in force, not only those that are for them: what was seen counts against caps of others.
    ledger: ledgerFor(await store.ledger(viewer), (await rulesFor.whole()).ruleset),
  };
};

/**
 * All of it as of one place in the log: read again when something was applied in between, or a client that adds what it
 * sent after that place would count it twice.
 */
const readAtOnePlace = async (context: RouteContext, viewer: Viewer): Promise<FactsReply> => {
  const { store, versions } = context;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const seq = await store.position();
    const version = await versions.current(viewer);
    const rest = await read(context, viewer);
    if ((await store.position()) === seq) return { version, seq, ...rest };
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
    return readAtOnePlace(context, viewer);
  });
};
