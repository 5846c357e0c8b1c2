import type { FastifyInstance } from 'fastify';
import type { RouteContext } from './context.js';
import { demandWriteKey } from './write-key.js';

/** Whether one of the tags that the client holds is the current one. Weak and strong tags are compared alike. */
const holds = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));

/** `GET /v1/rules?writeKey=`: the ruleset in force, under its revision as ETag; 304 for who has it. */
export const rulesRoutes = (scope: FastifyInstance, { options, rules, limits }: RouteContext): void => {
  scope.get<{ Querystring: { writeKey?: string } }>('/v1/rules', async (request, reply) => {
    await limits.byAddress(request.ip);
    demandWriteKey(options.writeKeys, request.headers.authorization, request.query.writeKey);
    const { body, revision } = rules.current();
    const etag = `"${revision}"`;
    reply.headers({ etag, 'cache-control': 'no-cache' });
    if (holds(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return reply.type('application/json; charset=utf-8').send(body);
  });
};
