import { type EventType, LIMITS } from '@tendril/protocol';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { ANY_OBJECT } from './any-object.js';

const id = Type.String({ minLength: 1, maxLength: LIMITS.idChars });
const text = Type.Optional(Type.String());
const object = Type.Optional(ANY_OBJECT);

const common = {
  messageId: Type.Optional(id),
  anonymousId: Type.Optional(id),
  userId: Type.Optional(id),
  timestamp: text,
  sentAt: text,
  context: object,
  integrations: object,
  // Others than those that need one may carry it too, and then it is read.
  event: text,
  groupId: text,
  previousId: text,
};
const view = { ...common, name: text, category: text, properties: object };

/** Segment's HTTP Tracking API: what each type needs. Further fields are let through and kept. */
export const EVENT_SCHEMAS = {
  track: Compile(Type.Object({ ...common, event: Type.String({ minLength: 1 }), properties: object })),
  identify: Compile(Type.Object({ ...common, traits: object })),
  page: Compile(Type.Object(view)),
  screen: Compile(Type.Object(view)),
  group: Compile(Type.Object({ ...common, groupId: id, traits: object })),
  alias: Compile(Type.Object({ ...common, previousId: id, userId: id })),
} satisfies Record<EventType, unknown>;
