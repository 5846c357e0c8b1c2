import type { Json } from './event.js';

/**
 * What `GET /v1/stream` (server-sent events) says; `event:` is `type`, `data:` is the rest as JSON. All but `ruleset`
 * are for a person, and need a token.
 */
export type StreamMessage =
  /** The one that the client would be given: with a token, cut for its person. */
  | { type: 'ruleset'; version: string }
  /** The facts are others now: `GET /v1/facts`. */
  | { type: 'facts'; version: string; seq: number }
  | { type: 'entitlement'; entitlement: string; on: boolean }
  /** The operator's side asks for attention: `name` is free. */
  | { type: 'trigger'; name: string; data?: Json };
