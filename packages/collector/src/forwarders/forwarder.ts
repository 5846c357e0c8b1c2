import type { MembershipChange } from '../facts/membership-changes.port.js';
import type { Claim, NewDelivery } from '../outbox/outbox.port.js';
import type { AcceptedEvent } from '../store/store.port.js';
import type { PostRequest } from './http/post.js';

/** What happened since a forwarder looked last. Bots are left out. */
export interface Happened {
  events: readonly AcceptedEvent[];
  changes: readonly MembershipChange[];
}

/** Tells a receiver what it wants to know. Two steps: what to tell, which is kept, and how to send it. */
export interface Forwarder {
  name: string;
  kind: 'webhook' | 'segment';
  url: URL;
  /** After so many that failed, a delivery is dead. */
  attempts: number;
  timeoutMs: number;
  mayBePrivate: boolean;
  /** Deliveries at a time. */
  concurrency: number;
  /** How long news is gathered before it is told, milliseconds. */
  lingerMs: number;
  /** What is to be told of what happened. Asked again of the same, it gives the same ids. */
  plan(happened: Happened): Promise<NewDelivery[]>;
  /** The request for an attempt at `now`, milliseconds since 1970. */
  request(claim: Claim, now: number): Pick<PostRequest, 'headers' | 'body'>;
  /** Whether this answer says that the same request never succeeds. */
  isFinal(status: number): boolean;
}
