import { randomUUID } from 'node:crypto';
import { type BatchReply, LIMITS } from '@tendril/protocol';
import { completeEvents } from '../billing/complete-events.js';
import type { Viewer } from '../facts/subject.js';
import { applyIpPolicy } from '../ingest/apply-ip-policy.js';
import { checkSpread, type Envelope, openEnvelope } from '../ingest/envelope.js';
import { readBody } from '../ingest/read-body.js';
import { type SortedEvents, sortEvents } from '../ingest/sort-events.js';
import { SERVER_KEY } from '../keys/server-key.js';
import type { LogRecord, RequestKind } from '../log/event-log.port.js';
import { Problem, problem } from '../problem.js';
import { appendRequest, refuseUnderPressure } from './append-request.js';
import type { RouteContext } from './context.js';
import { provenViewer } from './proven-viewer.js';
import { demandSender } from './sender.js';

/**
 * The reply to events. `assigned` names the events that came without a `messageId`, and the one that each was given;
 * it is left out when there are none. Such an event is counted again when it is sent again.
 */
export interface IngestReply extends BatchReply {
  assigned?: { i: number; messageId: string }[];
}

/** A request for events, as it came. */
export interface Incoming {
  authorization: string | undefined;
  encoding: string | undefined;
  userAgent: string | undefined;
  /** Of the sender, or of the one that a trusted proxy names. */
  address: string;
  body: Uint8Array;
}

const toReply = ({ good, refused, assigned }: SortedEvents): IngestReply => ({
  accepted: good.length,
  rejected: refused.map(({ rejection }) => rejection),
  ...(assigned.length > 0 && { assigned }),
});

/** The caller of a single-type path sent one event, and can be told of it alone: 400, and nothing is kept. */
const refuseBadSingle = (kind: RequestKind, { refused }: SortedEvents): void => {
  const [first, ...rest] = kind === 'batch' ? [] : (refused[0]?.issues ?? []);
  if (first) throw new Problem(400, [first, ...rest]);
};

/** The versions that the sender would be given now: those of a person, where the batch proves who it is of. */
const versionsFor = async (
  { versions, rulesFor }: RouteContext,
  viewer: Viewer | undefined,
): Promise<Pick<BatchReply, 'ruleset' | 'facts'>> => {
  const { revision: ruleset } = await rulesFor.of(viewer);
  return { ruleset, ...(viewer && { facts: await versions.current(viewer) }) };
};

/** What is written of a request. */
const toRecord = (
  { options, now }: RouteContext,
  { address, userAgent }: Incoming,
  what: Pick<LogRecord, 'id' | 'writeKey' | 'kind' | 'body'>,
): LogRecord => {
  const ip = applyIpPolicy(options.ip, address);
  return {
    ...what,
    receivedAt: now(),
    ...(ip !== undefined && { ip }),
    ...(userAgent !== undefined && { userAgent }),
  };
};

/** The body as it came, or, when something was added to its events, one that says that. */
const contentOf = (
  kind: RequestKind,
  body: Uint8Array,
  told: Envelope,
  envelope: Envelope,
): Pick<LogRecord, 'kind' | 'body'> => {
  if (told === envelope) return { kind, body };
  const { events: batch, ...rest } = envelope;
  const completed = Buffer.from(JSON.stringify({ ...rest, batch }));
  // What is written is opened again as a request is.
  if (completed.length > LIMITS.requestBytes) {
    const message = `With what the price list adds, the body has ${completed.length} bytes; at most ${LIMITS.requestBytes} are allowed.`;
    throw problem(
      413,
      'limit',
      'body',
      message,
      'Send fewer events in one request: half of them, until it fits.',
    );
  }
  return { kind: 'batch', body: completed };
};

/** A request that was looked at: what is to be written of it, and what can be answered already. */
interface Received {
  /** Absent where there is nothing to write. */
  record?: LogRecord;
  reply: IngestReply;
  viewer: Viewer | undefined;
}

/**
 * Opens and checks a request. In a function of its own because its events are not to live on while the disk is waited
 * for: what survives a few turns of the event loop is copied by the garbage collector, which costs more than reading it.
 */
const receive = async (context: RouteContext, kind: RequestKind, request: Incoming): Promise<Received> => {
  const { authorization, encoding, body } = request;
  const told = openEnvelope(kind, readBody(body, encoding));
  const writeKey = await demandSender(context, authorization, told.writeKey);
  const isTrusted = writeKey === SERVER_KEY;
  const envelope = isTrusted ? completeEvents(told, context.prices) : told;
  await context.limits.byKey(writeKey);
  checkSpread(envelope);
  const id = randomUUID();
  const sorted = sortEvents(id, envelope.events, isTrusted);
  refuseBadSingle(kind, sorted);
  const content = contentOf(kind, body, told, envelope);
  return {
    ...(envelope.events.length > 0 && { record: toRecord(context, request, { id, writeKey, ...content }) }),
    reply: toReply(sorted),
    viewer: provenViewer(context.versions, envelope, sorted.good),
  };
};

/**
 * Takes the events of a request. Resolves when they are durable, and not before; throws a `Problem` where the request is
 * not taken.
 */
export const ingest = async (
  context: RouteContext,
  kind: RequestKind,
  request: Incoming,
): Promise<IngestReply> => {
  const { metrics } = context;
  await refuseUnderPressure(context);
  const { record, reply, viewer } = await receive(context, kind, request);
  const seq = record && (await appendRequest(context, record));
  // The events are durable: a store in trouble does not change that, and the client asks again with its next batch.
  const versions = await versionsFor(context, viewer).catch(() => undefined);
  metrics.events.inc({ outcome: 'accepted' }, reply.accepted);
  metrics.events.inc({ outcome: 'rejected' }, reply.rejected.length);
  return { ...reply, ...versions, ...(seq !== undefined && { seq }) };
};
