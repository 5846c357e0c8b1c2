import { ASK_EVENTS, type FactsReply } from '@tendril/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { storedCounters } from '../counting/stored-counters.js';
import { asFacts, readFacts } from '../facts/read-facts.js';
import type { Viewer } from '../facts/subject.js';
import { ledgerFor } from '../ledger/ledger-for.js';
import { problem, unavailable } from '../problem.js';
import { standingFacts } from '../standings/standing-facts.js';
import { bearerOf } from './bearer.js';
import type { RouteContext } from './context.js';
import { holdsTag } from './if-none-match.js';
import { demandWriteKey } from './write-key.js';

const TRIES = 10;

interface FactsQuery {
  writeKey?: string;
  /** messageIds of events that the client counted, with commas between. */
  sent?: string;
}
type FactsRequest = FastifyRequest<{ Querystring: FactsQuery }>;

/** Events of the client, of which it does not know whether they are counted in. */
interface Sent {
  writeKey: string;
  messageIds: string[];
}

const sentOf = ({ options }: RouteContext, { query, headers }: FactsRequest): Sent | undefined => {
  if (query.sent === undefined) return undefined;
  const writeKey = demandWriteKey(options.writeKeys, headers.authorization, query.writeKey);
  const messageIds = query.sent.split(',');
  if (messageIds.length <= ASK_EVENTS) return { writeKey, messageIds };
  const cure = `Ask about ${ASK_EVENTS} events at most.`;
  throw problem(400, 'limit', 'query.sent', `names ${messageIds.length} events`, cure);
};

/** What is known of them, and what the rules that they are given say of that. */
const read = async (
  context: RouteContext,
  viewer: Viewer,
  sent: Sent | undefined,
): Promise<Omit<FactsReply, 'version' | 'seq'>> => {
  const { store, rulesFor, counters, now } = context;
  const { standings, plan } = await rulesFor.of(viewer);
  const known = await readFacts(store, viewer, now());
  const tallies = await storedCounters(store, viewer, plan);
  const standing = standings.judge({ facts: asFacts(known), tallies, now: now() });
  const holds = sent && (await store.known(sent.writeKey, sent.messageIds));
  return {
    facts: { ...known, ...standingFacts(standing) },
    counters: await counters.baselines(viewer, plan),
    // All nudges in force, not only those that are for them: what was seen counts against caps of others.
    ledger: ledgerFor(await store.ledger(viewer), (await rulesFor.whole()).ruleset),
    ...(holds && { holds }),
  };
};

/**
 * All of it as of one place in the log: read again when something was applied in between, or a client that adds what is
 * not held yet would count it twice.
 */
const readAtOnePlace = async (
  context: RouteContext,
  viewer: Viewer,
  sent: Sent | undefined,
): Promise<FactsReply> => {
  const { store, versions } = context;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const seq = await store.position();
    const version = await versions.current(viewer);
    const rest = await read(context, viewer, sent);
    if ((await store.position()) === seq) return { version, seq, ...rest };
  }
  const message = 'Events are applied faster than facts can be read.';
  throw unavailable({ code: 'unavailable', path: 'collector.store', message, cure: 'Ask again.' }, 1);
};

/**
 * `GET /v1/facts?writeKey=&sent=`: what is known of the person and the account of the token, and of nobody else, under its
 * version as ETag; 304 for who has it and asks about no events. It may be kept by no cache.
 */
export const factsRoute = (scope: FastifyInstance, context: RouteContext): void => {
  scope.get<{ Querystring: FactsQuery }>('/v1/facts', async (request, reply) => {
    await context.limits.byAddress(request.ip);
    const { believedUntil: _, ...viewer } = await context.tokens.verify(
      bearerOf(request.headers.authorization),
    );
    const sent = sentOf(context, request);
    reply.header('cache-control', 'no-store');
    const held = sent ? undefined : request.headers['if-none-match'];
    if (held !== undefined) {
      const etag = `"${await context.versions.current(viewer)}"`;
      if (holdsTag(held, etag)) return reply.code(304).header('etag', etag).send();
    }
    const facts = await readAtOnePlace(context, viewer, sent);
    reply.header('etag', `"${facts.version}"`);
    return facts;
  });
};
