import type { JsonObject, TendrilEvent } from './event.js';

/** Body of `POST /v1/batch`. `context` and `integrations` are merged under each event's own. */
export interface BatchRequest {
  writeKey?: string;
  /** The client's clock when it sent: the collector corrects `timestamp` by it. */
  sentAt?: string;
  batch: TendrilEvent[];
  context?: JsonObject;
  integrations?: JsonObject;
  /** Version of the facts that the client holds: the reply then says the current one. */
  facts?: string;
}

/** One event that the collector refused; `i` is its index in the batch. */
export interface Rejection {
  i: number;
  messageId?: string;
  reason: string;
}

/**
 * Answer to a batch. Everything is durable when it arrives, except what `rejected` names.
 * `ruleset` is the revision that the sender would be given, the ETag of `GET /v1/rules`: a client that holds another one
 * fetches it. Where the batch shows a version of facts that was given to its person, it is that of the person, as with a
 * token; else the public one.
 */
export interface BatchReply {
  accepted: number;
  rejected: Rejection[];
  ruleset?: string;
  /** Place of this batch in what the collector received; facts say up to which place they count. */
  seq?: number;
  /** Version of the facts of who is in the batch, for a client that said which one it holds. */
  facts?: string;
}
