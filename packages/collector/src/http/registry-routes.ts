import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { problem } from '../problem.js';
import {
  demandVersion,
  diffWithCurrent,
  type Publication,
  publishRuleset,
  rollBackRuleset,
} from '../rules/publish-ruleset.js';
import { type Query, readPage } from './admin-query.js';
import type { RouteContext } from './context.js';
import { demandBody } from './demand-body.js';
import { authorOf, demandScope } from './demand-scope.js';

const note = Type.Optional(Type.String({ maxLength: 500 }));
const base = Type.Optional(Type.Integer({ minimum: 0 }));
const Candidate = Compile(Type.Object({ ruleset: Type.Unknown() }));
const Publish = Compile(Type.Object({ ruleset: Type.Unknown(), note, base }));
const RollBack = Compile(Type.Object({ to: Type.Integer({ minimum: 1 }), note, base }));

interface Sent {
  ruleset: unknown;
  to: number;
  note?: string;
  base?: number;
}

const publicationOf = (request: FastifyRequest, { note = '', base }: Sent): Publication => ({
  author: authorOf(request),
  note,
  ...(base !== undefined && { base }),
});

const toVersion = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw problem(400, 'value', 'version', `${text} is not a version.`, 'Send a whole number.');
};

/** Rulesets: look, check, publish, roll back. */
export const registryRoutes = (scope: FastifyInstance, context: RouteContext): void => {
  const { rules, now } = context;
  const history = context.control.rulesets;
  const parts = { rules, history, now };
  const mayRead = { onRequest: demandScope(context, 'read', 'rules') };
  const mayPublish = { onRequest: demandScope(context, 'rules') };

  scope.get('/v1/admin/rules', mayRead, async () => {
    const { revision, body } = rules.current();
    const newest = rules.file === undefined ? (await history.newest())?.version : undefined;
    return {
      revision,
      ...(rules.file === undefined ? { version: newest ?? 0 } : { file: rules.file }),
      ruleset: JSON.parse(body),
    };
  });
  scope.get<{ Querystring: Query }>('/v1/admin/rules/history', mayRead, async ({ query }) => ({
    versions: await history.list(readPage(query).limit),
  }));
  scope.get<{ Params: { version: string } }>(
    '/v1/admin/rules/history/:version',
    mayRead,
    async ({ params }) => {
      const { body, ...version } = await demandVersion(history, toVersion(params.version));
      return { ...version, ruleset: JSON.parse(body) };
    },
  );
  scope.post('/v1/admin/rules/diff', mayRead, async ({ body }) =>
    diffWithCurrent(rules, demandBody<Sent>(Candidate, body).ruleset),
  );
  scope.post('/v1/admin/rules', mayPublish, async (request) => {
    const sent = demandBody<Sent>(Publish, request.body);
    return publishRuleset(parts, sent.ruleset, publicationOf(request, sent));
  });
  scope.post('/v1/admin/rules/rollback', mayPublish, async (request) => {
    const sent = demandBody<Sent>(RollBack, request.body);
    return rollBackRuleset(parts, sent.to, publicationOf(request, sent));
  });
};
