import type { FastifyInstance } from 'fastify';
import { bearerOf } from './bearer.js';
import type { RouteContext } from './context.js';
import { holdsTag } from './if-none-match.js';
import { demandWriteKey } from './write-key.js';

/**
 * `GET /v1/rules?writeKey=`: what of the ruleset in force somebody is given, under its revision as ETag; 304 for who has
 * it. With a token it is cut for that person. A collector that believes no tokens gives everybody all of it.
 */
export const rulesRoutes = (scope: FastifyInstance, context: RouteContext): void => {
  const { options, rulesFor, limits, tokens } = context;
  scope.get<{ Querystring: { writeKey?: string } }>('/v1/rules', async (request, reply) => {
    await limits.byAddress(request.ip);
    const { authorization, 'if-none-match': held } = request.headers;
    demandWriteKey(options.writeKeys, authorization, request.query.writeKey);
    const token = options.tokens && bearerOf(authorization);
    const { body, revision } = await rulesFor.of(
      token === undefined ? undefined : await tokens.verify(token),
    );
    const etag = `"${revision}"`;
    // Caches between here and there must not give one person's rules to another.
    reply.headers({
      etag,
      'cache-control': token === undefined ? 'no-cache' : 'private, no-cache',
      vary: 'Authorization',
    });
    if (holdsTag(held, etag)) return reply.code(304).send();
    return reply.type('application/json; charset=utf-8').send(body);
  });
};
