import type { JsonObject, TendrilEvent } from './event.js';

/** Body of `POST /v1/batch`. `context` and `integrations` are merged under each event's own. */
export interface BatchRequest {
  writeKey?: string;
  /** The client's clock when it sent: the collector corrects `timestamp` by it. */
  sentAt?: string;
  batch: TendrilEvent[];
  context?: JsonObject;
  integrations?: JsonObject;
}

/** One event that the collector refused; `i` is its index in the batch. */
export interface Rejection {
  i: number;
  messageId?: string;
  reason: string;
}

/**
 * Answer to a batch. Everything is durable when it arrives, except what `rejected` names.
 * `ruleset` is the revision in force, the ETag of `GET /v1/rules`: a client that holds another one fetches it.
 */
export interface BatchReply {
  accepted: number;
  rejected: Rejection[];
  ruleset?: string;
}
