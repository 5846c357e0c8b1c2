import { type JsonObject, LIMITS } from '@tendril/protocol';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { RequestKind } from '../log/event-log.port.js';
import { Problem, problem } from '../problem.js';
import { ANY_OBJECT } from './any-object.js';
import { isDeeper, MAX_DEPTH } from './depth.js';
import { isIsoTime } from './iso-time.js';
import { type SchemaError, schemaIssues } from './schema-issues.js';

/** A request without its wrapping: the events, not looked at yet, and what holds for all of them. */
export interface Envelope {
  writeKey?: string;
  sentAt?: string;
  context?: JsonObject;
  integrations?: JsonObject;
  /** Version of the facts that the client holds. */
  facts?: string;
  events: unknown[];
}

const text = Type.Optional(Type.String());
const object = Type.Optional(ANY_OBJECT);
const wrapping = { writeKey: text, sentAt: text };
const Batch = Compile(
  Type.Object({
    ...wrapping,
    context: object,
    integrations: object,
    facts: text,
    batch: Type.Array(Type.Unknown()),
  }),
);
const Single = Compile(Type.Object({ ...wrapping, type: text }));

interface Checker {
  Check(value: unknown): boolean;
  Errors(value: unknown): readonly SchemaError[];
}

const demand = (checker: Checker, body: unknown): Record<string, unknown> => {
  if (checker.Check(body)) return body as Record<string, unknown>;
  const [first, ...rest] = schemaIssues(checker.Errors(body), 'body');
  throw first
    ? new Problem(400, [first, ...rest])
    : problem(400, 'type', 'body', 'is not a request', 'Send one.');
};

const checkTime = ({ sentAt }: { sentAt?: string }): void => {
  if (sentAt === undefined || isIsoTime(sentAt)) return;
  throw problem(400, 'value', 'sentAt', 'is not an ISO 8601 time', 'Send it like 2026-01-31T12:00:00.000Z.');
};

/** What a request says of all its events is kept with each of them. */
const checkShared = (rest: Record<string, unknown>): void => {
  for (const name of ['context', 'integrations']) {
    const value = rest[name];
    if (value === undefined) continue;
    if (!isDeeper(value) && Buffer.byteLength(JSON.stringify(value)) <= LIMITS.eventBytes) continue;
    const message = `has more than ${LIMITS.eventBytes} bytes, or more than ${MAX_DEPTH} levels`;
    throw problem(400, 'limit', name, message, 'Say less of all events at once.');
  }
};

/** What is shared may become this many bytes when it is kept with each event. */
const SPREAD_BYTES = 8 * LIMITS.requestBytes;

/**
 * Refuses a request whose shared part makes far more of it than was sent: a few kilobytes of gzip could fill a disk. Asked
 * at the door. Throws a `Problem` (413): half of the events are half of it.
 */
export const checkSpread = ({ context = {}, integrations = {}, events }: Envelope): void => {
  const bytes = Buffer.byteLength(JSON.stringify([context, integrations])) * events.length;
  if (bytes <= SPREAD_BYTES) return;
  const message = `The context of the batch becomes ${bytes} bytes with its events; at most ${SPREAD_BYTES} are allowed.`;
  throw problem(
    413,
    'limit',
    'batch',
    message,
    'Send fewer events in one request: half of them, until it fits.',
  );
};

const openBatch = (body: unknown): Envelope => {
  const { batch, ...rest } = demand(Batch, body);
  checkShared(rest);
  const events = batch as unknown[];
  if (events.length > LIMITS.batchEvents) {
    // 413 and not a rejection of the surplus: a client halves its batch, and nothing is lost.
    const message = `has ${events.length} events; at most ${LIMITS.batchEvents} are allowed`;
    throw problem(413, 'limit', 'batch', message, 'Send fewer events in one request.');
  }
  return { ...(rest as Omit<Envelope, 'events'>), events };
};

const openSingle = (kind: RequestKind, body: unknown): Envelope => {
  const { writeKey, sentAt, ...event } = demand(Single, body) as {
    writeKey?: string;
    sentAt?: string;
    type?: string;
  };
  if (event.type !== undefined && event.type !== kind) {
    const cure = `Send it to /v1/${event.type} or to /v1/batch, or leave \`type\` out.`;
    throw problem(400, 'value', 'type', `is ${event.type}, but the path says ${kind}`, cure);
  }
  return {
    ...(writeKey !== undefined && { writeKey }),
    ...(sentAt !== undefined && { sentAt }),
    events: [{ ...event, type: kind }],
  };
};

/** Checks what wraps the events. Throws a `Problem` (400, 413) when that is wrong. */
export const openEnvelope = (kind: RequestKind, body: unknown): Envelope => {
  const envelope = kind === 'batch' ? openBatch(body) : openSingle(kind, body);
  checkTime(envelope);
  return envelope;
};
