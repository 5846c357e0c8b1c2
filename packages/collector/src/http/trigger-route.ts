import { type Json, LIMITS } from '@tendril/protocol';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { subjectsOf, type Viewer } from '../facts/subject.js';
import { isDeeper, MAX_DEPTH } from '../ingest/depth.js';
import { toIsoTime } from '../ingest/iso-time.js';
import { mostBytes } from '../ingest/most-bytes.js';
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

/** It goes through the log, which holds no more than a request may have. */
const checkSize = (data: Json | undefined): void => {
  if (mostBytes(data) <= LIMITS.eventBytes) return;
  const bytes = isDeeper(data) ? Number.POSITIVE_INFINITY : Buffer.byteLength(JSON.stringify(data));
  if (bytes <= LIMITS.eventBytes) return;
  const message = `has more than ${LIMITS.eventBytes} bytes, or more than ${MAX_DEPTH} levels`;
  throw problem(413, 'limit', 'data', message, 'Send less; the page can fetch the rest.');
};

/** `POST /v1/admin/triggers` `{ user | account, name, data? }`: tells their open pages, and those that resume. */
export const triggerRoute = (scope: FastifyInstance, context: RouteContext): void => {
  const mayTrigger = { onRequest: demandScope(context, 'rules') };
  scope.post('/v1/admin/triggers', mayTrigger, async ({ body }) => {
    const { name, data, ...viewer } = demandBody<Viewer & { name: string; data?: Json }>(Trigger, body);
    const [subject, ...more] = subjectsOf(viewer);
    if (!subject || more.length > 0) {
      throw problem(400, 'required', 'user', 'One of user and account is needed.', 'Send either of them.');
    }
    checkSize(data);
    const now = context.now();
    const at = toIsoTime(now);
    const control = { do: 'trigger', subject, name, ...(data !== undefined && { data }), at } as const;
    await appendControl(context.log, control, now);
    return { triggered: name };
  });
};
