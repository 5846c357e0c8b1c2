import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TokenHolder } from '../identity/token-verifier.js';
import { followViewer } from '../stream/follow-viewer.js';
import { createOpenStreams, tell } from '../stream/open-streams.js';
import { createRulesetTeller } from '../stream/ruleset-teller.js';
import { placeOfId, placeToId, type StreamPlace } from '../stream/stream-place.js';
import { bearerOf } from './bearer.js';
import type { RouteContext } from './context.js';
import { demandWriteKey } from './write-key.js';

interface StreamQuery {
  writeKey?: string;
  /** For `EventSource`, which can not send headers. */
  token?: string;
}
type StreamRequest = FastifyRequest<{ Querystring: StreamQuery }>;

/** The longest time that a timer of Node can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Who asks; undefined for a visitor without a token, who hears of the ruleset alone. */
const holderOf = async (
  { tokens }: RouteContext,
  request: StreamRequest,
): Promise<TokenHolder | undefined> => {
  const token = bearerOf(request.headers.authorization) ?? request.query.token;
  return token === undefined ? undefined : tokens.verify(token);
};

/** Where the client is. One that comes for the first time is told of no earlier notice: the facts have them. */
const placeOf = async (
  { store }: RouteContext,
  request: StreamRequest,
  holder: TokenHolder | undefined,
): Promise<StreamPlace> =>
  placeOfId(request.headers['last-event-id'] as string | undefined) ?? {
    ruleset: 0,
    notice: holder ? await store.latestNotice() : 0,
    facts: 0,
  };

/** Tells a person of what concerns them, until their token is believed no more: then the stream ends, and they bring another. */
const followPerson = (
  { store, feed, versions, logger, now }: RouteContext,
  stream: ServerResponse,
  { believedUntil, ...viewer }: TokenHolder,
  place: StreamPlace,
  onFacts: () => void,
): (() => void) => {
  const expiry = setTimeout(() => stream.end(), Math.min(believedUntil - now(), MAX_TIMER_MS)).unref();
  const stop = followViewer(
    {
      ...{ store, feed, versions },
      tell: (message) => {
        tell(stream, placeToId(place), message);
        if (message.type === 'facts') onFacts();
      },
      onError: (error) => logger.error({ err: error }, 'a stream can not be told of news'),
    },
    viewer,
    place,
  );
  return () => {
    clearTimeout(expiry);
    stop();
  };
};

/**
 * `GET /v1/stream?writeKey=`: server-sent events. Says the ruleset in force at once, unless `Last-Event-ID` shows that
 * the client has it, and then each change; with a token also facts, entitlements and triggers of that person.
 */
export const streamRoute = (scope: FastifyInstance, context: RouteContext): void => {
  const { options, closing, metrics } = context;
  const streams = createOpenStreams(closing, (open) => metrics.streams.set(open));

  // No HEAD: it would open a stream too, and one that ends by nothing.
  const alone = { exposeHeadRoute: false };
  scope.get<{ Querystring: StreamQuery }>('/v1/stream', alone, async (request, reply) => {
    await context.limits.byAddress(request.ip);
    const { authorization } = request.headers;
    demandWriteKey(options.writeKeys, authorization, request.query.writeKey);
    const holder = await holderOf(context, request);
    const place = await placeOf(context, request, holder);
    const { revision } = await context.rulesFor.of(holder);
    reply.hijack();
    const stream = reply.raw;
    // The client went while its token was looked at: nothing would ever tell that it has gone.
    if (stream.destroyed) return;
    const leave: (() => void)[] = [];
    streams.open(stream, reply.getHeaders(), () => {
      for (const end of leave) end();
    });
    const ruleset = createRulesetTeller(
      {
        feed: context.feed,
        revision: async () => (await context.rulesFor.of(holder)).revision,
        tell: (version) => {
          tell(stream, placeToId(place), { type: 'ruleset', version });
        },
        onError: (error) => context.logger.error({ err: error }, 'a stream can not be told of the ruleset'),
      },
      revision,
      place,
    );
    leave.push(ruleset.follow());
    if (holder) leave.push(followPerson(context, stream, holder, place, ruleset.look));
  });
};
