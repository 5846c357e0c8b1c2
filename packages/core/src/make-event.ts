import type { EventType } from '@tendril/protocol';
import type { Identity } from './identity.js';
import { madeAt } from './message-id.js';

/** A call as it was made, before it is known who made it. */
export interface Call {
  type: EventType;
  /** What this kind of call adds to an event: the inside of a JSON object. */
  fields: string;
  /** Says when, too. */
  messageId: string;
  seq: number;
  /** What the page says of itself, as JSON. */
  context: string;
  /** Runs before the event is made. */
  before?: (() => void) | undefined;
}

/** The event of a call, as JSON with Segment's field names and all of its context but what the page says (row.ts). */
export function makeEvent(
  { type, fields, messageId, seq }: Call,
  { anonymousId, userId, groupId }: Identity,
  sessionId: string,
): string {
  const timestamp = new Date(madeAt(messageId)).toISOString();
  const head = JSON.stringify({ messageId, type, timestamp, anonymousId, userId });
  return `${head.slice(0, -1)},${fields},"context":${JSON.stringify({ seq, sessionId, groupId })}}`;
}
