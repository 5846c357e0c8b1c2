import type { EventContext, EventType, JsonObject, TendrilEvent } from '@tendril/protocol';
import type { Identity } from './identity.js';

/** The fields that a kind of call adds to an event. */
export type EventFields = Partial<
  Pick<TendrilEvent, 'event' | 'properties' | 'traits' | 'groupId' | 'previousId' | 'name'>
>;

/** A call as it was made, before it is known who made it. */
export interface Call {
  type: EventType;
  fields: EventFields;
  messageId: string;
  /** Epoch milliseconds. */
  at: number;
  context: EventContext;
}

/** The event of a call: Segment's field names. Undefined fields vanish when it is serialised. */
export function makeEvent({ type, fields, messageId, at, context }: Call, identity: Identity): TendrilEvent {
  const { anonymousId, userId, groupId } = identity;
  return {
    type,
    messageId,
    timestamp: new Date(at).toISOString(),
    anonymousId,
    ...(userId && { userId }),
    ...fields,
    context: { ...context, ...(groupId && { groupId }) } as EventContext & JsonObject,
  };
}
