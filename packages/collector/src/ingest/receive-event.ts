import type { JsonObject } from '@tendril/protocol';
import { SERVER_KEY } from '../keys/server-key.js';
import type { LogRecord } from '../log/event-log.port.js';
import { isOfErased } from '../people/without-person.js';
import type { ReceivedEvent } from '../store/store.port.js';
import { applyIpPolicy, type IpPolicy } from './apply-ip-policy.js';
import { isBot } from './bot.js';
import { correctTime } from './clock-skew.js';
import type { Envelope } from './envelope.js';
import type { GoodEvent } from './good-event.js';
import { parseIsoTime, toIsoTime } from './iso-time.js';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const time = (iso: string | undefined): { ms?: number } => {
  const ms = iso === undefined ? undefined : parseIsoTime(iso);
  return ms === undefined ? {} : { ms };
};

/** The batch's context under the event's own, and what the collector knows: the address, bot or not. */
const mergeContext = (
  event: GoodEvent,
  envelope: Envelope,
  record: LogRecord,
  policy: IpPolicy,
): JsonObject => {
  const merged: JsonObject = { ...envelope.context, ...event.context };
  const given = text(merged.ip);
  // A server that sends for its users names their address; a browser does not, and has its own.
  const ip = given === undefined ? record.ip : applyIpPolicy(policy, given);
  delete merged.ip;
  return {
    ...merged,
    ...(ip !== undefined && { ip }),
    ...(isBot(text(merged.userAgent) ?? record.userAgent) && { bot: true }),
  };
};

/**
 * Turns an accepted event into what is stored. A clock that can not be right is marked in
 * `context.clock: 'negative' | 'too-long'`.
 */
export const receiveEvent = (
  event: GoodEvent,
  envelope: Envelope,
  record: LogRecord,
  policy: IpPolicy,
): ReceivedEvent => {
  const { receivedAt } = record;
  const sentAt = event.sentAt ?? envelope.sentAt;
  const sent = time(sentAt).ms;
  const happened = time(event.timestamp).ms;
  const { timestamp, clamped } = correctTime({
    receivedAt,
    isTrusted: record.writeKey === SERVER_KEY,
    ...(sent !== undefined && { sentAt: sent }),
    ...(happened !== undefined && { timestamp: happened }),
  });
  const integrations = { ...envelope.integrations, ...event.integrations };
  return {
    ...event,
    timestamp: toIsoTime(timestamp),
    originalTimestamp: event.timestamp ?? toIsoTime(receivedAt),
    ...(sentAt !== undefined && { sentAt }),
    receivedAt: toIsoTime(receivedAt),
    context: isOfErased(event)
      ? (event.context ?? {})
      : { ...mergeContext(event, envelope, record, policy), ...(clamped && { clock: clamped }) },
    ...(Object.keys(integrations).length > 0 && { integrations }),
  };
};
