import { SERVER_KEY } from '../keys/server-key.js';
import type { LogEntry, LogRecord, RequestKind } from '../log/event-log.port.js';
import { messageOf } from '../problem.js';
import type { Control } from '../store/control.js';
import type { Chunk, DeadLetter } from '../store/store.port.js';
import type { IpPolicy } from './apply-ip-policy.js';
import { cutDepth } from './depth.js';
import { type Envelope, openEnvelope } from './envelope.js';
import { toIsoTime } from './iso-time.js';
import { readBody } from './read-body.js';
import { receiveEvent } from './receive-event.js';
import { type Aside, sortEvents } from './sort-events.js';

/** What the collector itself wrote: an account has as many meters, and a person as many names, as somebody sent. */
const CONTROL_BYTES = 256 * 1024 * 1024;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * An event that was refused, with what its request said of all of them: taken in later, it stands alone. Browsers say
 * there which account it happened in.
 */
const withShared = (event: unknown, { context, sentAt }: Envelope): unknown => {
  if (!isObject(event)) return event;
  const own = event.context ?? {};
  return {
    ...event,
    ...(context && isObject(own) && { context: { ...context, ...own } }),
    ...(sentAt !== undefined && { sentAt: event.sentAt ?? sentAt }),
  };
};

const openRequest = (
  { position, record }: LogEntry,
  kind: RequestKind,
  ip: IpPolicy,
  aside?: Aside,
): Chunk => {
  const envelope = openEnvelope(kind, readBody(record.body));
  const { writeKey } = record;
  const { good, refused } = sortEvents(record.id, envelope.events, writeKey === SERVER_KEY, aside);
  return {
    events: good.map((event) => ({ writeKey, position, event: receiveEvent(event, envelope, record, ip) })),
    deadLetters: refused.map(({ rejection, event }) => ({
      ...rejection,
      id: `${record.id}.${rejection.i}`,
      writeKey,
      receivedAt: toIsoTime(record.receivedAt),
      event: cutDepth(withShared(event, envelope)),
    })),
    controls: [],
  };
};

const open = (entry: LogEntry, ip: IpPolicy, aside?: Aside): Chunk => {
  const { kind, body } = entry.record;
  if (kind !== 'control') return openRequest(entry, kind, ip, aside);
  return { events: [], deadLetters: [], controls: [readBody(body, 'identity', CONTROL_BYTES) as Control] };
};

/** For a record that can not be opened any more, as after a change of the rules for events. */
const unreadable = ({ writeKey, id, receivedAt, body }: LogRecord, error: unknown): DeadLetter => ({
  id,
  writeKey,
  i: 0,
  messageId: id,
  reason: `body: can not be read any more. ${messageOf(error)}`,
  receivedAt: toIsoTime(receivedAt),
  event: Buffer.from(body).toString('base64'),
});

/**
 * What a record of the log holds, ready for the store. Never throws: a record that can not be read becomes a dead
 * letter, because one that stopped the consumer would hold back everything after it.
 */
export const openRecord = (entry: LogEntry, ip: IpPolicy, aside?: Aside): Chunk => {
  try {
    return open(entry, ip, aside);
  } catch (error) {
    return { events: [], deadLetters: [unreadable(entry.record, error)], controls: [] };
  }
};
