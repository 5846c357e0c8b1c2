import { EVENT_TYPES, type EventType, type Issue, issue, LIMITS, USAGE_EVENT } from '@tendril/protocol';
import { SUBSCRIPTION_EVENT, subscriptionIssues } from '../billing/subscription-change.js';
import { isDeeper, MAX_DEPTH } from './depth.js';
import { EVENT_SCHEMAS } from './event-schemas.js';
import { isIsoTime } from './iso-time.js';
import { mostBytes } from './most-bytes.js';
import { readingIssues } from './reading-issues.js';
import { schemaIssues } from './schema-issues.js';

type Fields = Record<string, unknown>;

const NONE: Issue[] = [];

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasNull = (event: Fields): boolean => {
  for (const name in event) if (event[name] === null) return true;
  return false;
};

/** Segment's browser library sends `userId: null` for "nobody": null is the same as absent. */
const withoutNulls = (event: Fields): Fields =>
  hasNull(event) ? Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null)) : event;

const checkSize = (event: Fields): Issue[] => {
  // Writing it down to weigh it costs more than all other checks: most are light whatever they hold.
  if (mostBytes(event) <= LIMITS.eventBytes) return NONE;
  if (isDeeper(event)) {
    return [issue('limit', 'event', `is nested more than ${MAX_DEPTH} levels deep`, 'Flatten it.')];
  }
  const bytes = Buffer.byteLength(JSON.stringify(event));
  if (bytes <= LIMITS.eventBytes) return NONE;
  const message = `has ${bytes} bytes; at most ${LIMITS.eventBytes} are allowed`;
  return [issue('limit', 'event', message, 'Send less in properties, traits or context.')];
};

const checkPerson = ({ userId, anonymousId }: Fields): Issue[] =>
  userId === undefined && anonymousId === undefined
    ? [issue('required', 'userId', 'neither userId nor anonymousId is there', 'Send one of them, or both.')]
    : NONE;

const checkTime = (event: Fields, name: 'timestamp' | 'sentAt'): Issue[] => {
  const time = event[name];
  if (typeof time !== 'string' || isIsoTime(time)) return NONE;
  const cure = 'Send it like 2026-01-31T12:00:00.000Z, or leave it out.';
  return [issue('value', name, 'is not an ISO 8601 time', cure)];
};

const checkFields = (event: Fields): Issue[] => {
  if (!EVENT_TYPES.includes(event.type as EventType)) {
    const message = event.type === undefined ? 'is missing' : `${JSON.stringify(event.type)} is not known`;
    return [issue('value', 'type', message, `Send one of ${EVENT_TYPES.join(', ')}.`)];
  }
  const schema = EVENT_SCHEMAS[event.type as EventType];
  return schema.Check(event) ? NONE : schemaIssues(schema.Errors(event), 'event');
};

/** Revenue is not for everybody to say: a write key is public. */
const checkTrust = (event: Fields, isTrusted: boolean): Issue[] => {
  if (event.type !== 'track' || event.event !== SUBSCRIPTION_EVENT) return NONE;
  if (isTrusted) return subscriptionIssues(event);
  const message = `${SUBSCRIPTION_EVENT} is not taken with a write key`;
  const cure = 'Send it from your backend, with a secret key of the scope events.';
  return [issue('auth', 'event', message, cure)];
};

/** A reading that says no figure would be stored, and change nothing. */
const checkReading = (event: Fields): Issue[] => {
  if (event.type !== 'track' || event.event !== USAGE_EVENT) return NONE;
  const issues = readingIssues(event.properties);
  return issues.length === 0 ? NONE : issues;
};

/** An event that was looked at: all is well when `issues` is empty. Fields that were null are gone. */
export interface CheckedEvent {
  event: unknown;
  issues: Issue[];
}

/**
 * Checks one event against Segment's HTTP Tracking API and the limits. Paths of issues are within the event. `isTrusted`:
 * it came with a secret key.
 */
export const checkEvent = (value: unknown, isTrusted = false): CheckedEvent => {
  if (!isObject(value)) {
    return {
      event: value,
      issues: [issue('type', 'event', 'is not an object', 'Send an object with a `type`.')],
    };
  }
  const event = withoutNulls(value);
  const size = checkSize(event);
  if (size.length > 0) return { event: value, issues: size };
  const fields = checkFields(event);
  const person = checkPerson(event);
  const happened = checkTime(event, 'timestamp');
  const sent = checkTime(event, 'sentAt');
  const trust = checkTrust(event, isTrusted);
  const reading = checkReading(event);
  const found = [fields, person, happened, sent, trust, reading];
  // Nearly every event is sound: nothing is gathered for those.
  if (found.every((one) => one === NONE)) return { event, issues: NONE };
  const issues = found.flat();
  return { event: issues.length > 0 ? value : event, issues };
};

/** Issues as the one line that `rejected` and the dead letters carry. */
export const reasonOf = (issues: Issue[]): string =>
  issues.map(({ path, message, cure }) => `${path}: ${message}. ${cure}`).join(' ');
