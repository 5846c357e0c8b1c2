import { type EventType, LIMITS, USAGE_EVENT } from '@tendril/protocol';
import { SUBSCRIPTION_EVENT } from '../billing/subscription-change.js';
import { EVENT_SCHEMAS } from './event-schemas.js';
import type { GoodEvent } from './good-event.js';
import { isIsoTime } from './iso-time.js';
import { mostBytes } from './most-bytes.js';
import { readingIssues } from './reading-issues.js';

type Fields = Record<string, unknown>;

const isTime = (value: unknown): boolean => value === undefined || isIsoTime(value as string);

/** No field is null, and all of them together are light for certain. */
const isPlain = (event: Fields): boolean => {
  let bytes = 0;
  for (const name in event) {
    const value = event[name];
    if (value === null) return false;
    bytes += mostBytes(name) + mostBytes(value, 1);
  }
  return bytes <= LIMITS.eventBytes;
};

/**
 * Whether nothing is wrong with an event, and nothing to be done to it: the short way for nearly all of them, on which
 * nothing is made. Where it says no, `checkEvent` says whether anything is wrong, and what.
 */
export const isSound = (value: unknown): value is GoodEvent => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const event = value as Fields;
  const { type, messageId, userId, anonymousId, timestamp, sentAt } = event;
  return (
    messageId !== undefined &&
    (userId !== undefined || anonymousId !== undefined) &&
    // A list of one type would be as good a name of its schema as the type, and schemas do not ask for it.
    typeof type === 'string' &&
    Object.hasOwn(EVENT_SCHEMAS, type) &&
    event.event !== SUBSCRIPTION_EVENT &&
    (event.event !== USAGE_EVENT || readingIssues(event.properties).length === 0) &&
    event.erased === undefined &&
    isPlain(event) &&
    EVENT_SCHEMAS[type as EventType].Check(event) &&
    isTime(timestamp) &&
    isTime(sentAt)
  );
};
