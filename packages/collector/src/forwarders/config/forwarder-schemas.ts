import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** What may be put into the body of a webhook besides what happened. */
export const INCLUDED = ['user', 'account', 'usage', 'trend', 'score'] as const;
export type Included = (typeof INCLUDED)[number];

const closed = { additionalProperties: false };
const text = Type.String({ minLength: 1 });
const common = {
  /** Names the forwarder for good: its deliveries and its place in the log are kept by it. */
  name: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,63}$' }),
  url: text,
  /** Default 16. */
  attempts: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  /** Default 10. */
  timeoutSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
  /** Default false. */
  allowPrivate: Type.Optional(Type.Boolean()),
};

const WebhookDocument = Type.Object(
  {
    ...common,
    type: Type.Literal('webhook'),
    /** `env:NAME`; several while one takes the place of another. */
    secret: Type.Unknown(),
    on: Type.Array(Type.Unknown(), { minItems: 1 }),
    /** Default all but `user`. */
    include: Type.Optional(Type.Array(Type.Unknown())),
    /** Further headers, by reference to secrets. */
    headers: Type.Optional(Type.Record(Type.String({ pattern: '^[A-Za-z0-9-]+$' }), text)),
  },
  closed,
);
const SegmentDocument = Type.Object(
  {
    ...common,
    type: Type.Literal('segment'),
    writeKey: text,
    /** Names of track events. Default: all events of every type. */
    events: Type.Optional(Type.Array(text, { minItems: 1 })),
  },
  closed,
);
const change = Type.Optional(Type.String({ pattern: '^(entered|left)$' }));
const backfill = Type.Optional(Type.Boolean());

export type WebhookConfig = Static<typeof WebhookDocument>;
export type SegmentConfig = Static<typeof SegmentDocument>;

/** One of each kind, by what tells the kinds apart: unions as a whole give errors that nobody can act on. */
export const FORWARDER_SCHEMAS = {
  webhook: Compile(WebhookDocument),
  segment: Compile(SegmentDocument),
};
export const TRIGGER_SCHEMAS = {
  event: Compile(Type.Object({ event: text, where: Type.Optional(Type.Unknown()) }, closed)),
  segment: Compile(Type.Object({ segment: text, change, backfill }, closed)),
  stage: Compile(Type.Object({ stage: Type.String({ pattern: '^[^/]+/[^/]+$' }), backfill }, closed)),
};

/** What sets a webhook off, as it is written. */
export type TriggerConfig =
  | { event: string; where?: unknown }
  | { segment: string; change?: 'entered' | 'left'; backfill?: boolean }
  | { stage: string; backfill?: boolean };
