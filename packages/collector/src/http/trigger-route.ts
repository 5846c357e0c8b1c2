import type { Json } from '@tendril/protocol';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { subjectsOf, type Viewer } from '../facts/subject.js';
import { toIsoTime } from '../ingest/iso-time.js';
import { appendControl } from '../log/append-control.js';
import { problem } from '../problem.js';
import type { RouteContext } from './context.js';
import { demandBody } from './demand-body.js';
import { demandScope } from './demand-scope.js';

const id = Type.Optional(Type.String({ minLength: 1 }));
const Trigger = Compile(
  Type.Object({
    user: id,
    account: id,
    name: Type.String({ minLength: 1, maxLength: 128 }),
    data: Type.Optional(Type.Unknown()),
  }),
);

/** `POST /v1/admin/triggers` `{ user | account, name, data? }`: tells their open pages, and those that resume. */
export const triggerRoute = (scope: FastifyInstance, context: RouteContext): void => {
  const mayTrigger = { onRequest: demandScope(context, 'rules') };
  scope.post('/v1/admin/triggers', mayTrigger, async ({ body }) => {
    const { name, data, ...viewer } = demandBody<Viewer & { name: string; data?: Json }>(Trigger, body);
    const [subject, ...more] = subjectsOf(viewer);
    if (!subject || more.length > 0) {
      throw problem(400, 'required', 'user', 'One of user and account is needed.', 'Send either of them.');
    }
    const now = context.now();
    const at = toIsoTime(now);
    const control = { do: 'trigger', subject, name, ...(data !== undefined && { data }), at } as const;
    await appendControl(context.log, control, now);
    return { triggered: name };
  });
};
