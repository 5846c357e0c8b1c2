import type { Position } from '../log/event-log.port.js';
import type { Person } from '../people/person.js';

/** `waiting` is to be sent, also when it failed before; `dead` failed for good; `delivered` was accepted. */
export const DELIVERY_STATES = ['waiting', 'dead', 'delivered'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Something to tell a receiver. */
export interface NewDelivery {
  /**
   * The idempotency key: made of what causes the delivery, so that the same cause never makes a second one. The
   * receiver is told it with every attempt.
   */
  id: string;
  /** What it is about, one line for people. */
  about: string;
  /** JSON text. It does not change from one attempt to the next. */
  body: string;
}

/** A delivery that was taken, to be sent now. */
export interface Claim extends NewDelivery {
  forwarder: string;
  /** Which attempt this is, from 1. */
  attempt: number;
  /** ISO 8601. */
  createdAt: string;
}

/** A delivery as it is listed. Its body is with `find`. */
export interface ListedDelivery {
  /** Counts up in the order in which deliveries came. */
  seq: number;
  id: string;
  forwarder: string;
  about: string;
  state: DeliveryState;
  attempts: number;
  /** ISO 8601. */
  createdAt: string;
  /** When it is tried again at the earliest, ISO 8601. Only of those that wait. */
  dueAt?: string;
  /** Why the last attempt failed. */
  error?: string;
}

export interface StoredDelivery extends ListedDelivery {
  body: string;
}

export interface DeliveryFilter {
  state?: DeliveryState;
  forwarder?: string;
}

/** Of one forwarder. `delivered` is since it was first heard of, and knows those too that were removed. */
export interface DeliveryCounts {
  forwarder: string;
  waiting: number;
  dead: number;
  delivered: number;
  /** When the oldest that waits came, ISO 8601; absent when none waits. */
  oldest?: string;
}

/**
 * How far a forwarder has read: events by position of the log, which stays the same when the store is built again, and
 * `seq` of the event, which may not; membership changes by `seq`.
 */
export interface Bookmark {
  position: Position;
  seq: number;
  membership: number;
}

/**
 * What is to be told to others. Deliveries are written in one transaction with the bookmark of what causes them: each
 * cause makes its delivery once, however often the collector is killed. A delivery is sent at least once.
 * Times that are arguments are milliseconds since 1970.
 */
export interface Outbox {
  /** How far a forwarder has read; undefined for one that was never heard of. */
  bookmark(forwarder: string): Promise<Bookmark | undefined>;
  /**
   * Moves the bookmark from `from` (undefined: there is none yet) to `to`, and adds the deliveries: all of it or
   * nothing. False, and nothing is done, when the bookmark is elsewhere by now. One with an id that is known, also as
   * delivered, is left out.
   */
  add(
    forwarder: string,
    deliveries: NewDelivery[],
    from: Bookmark | undefined,
    to: Bookmark,
    now: number,
  ): Promise<boolean>;
  /**
   * Takes the delivery that is due for longest, and lends it until `now + leaseMs`. Who dies meanwhile has it taken by
   * another after that.
   */
  claim(forwarder: string, now: number, leaseMs: number): Promise<Claim | undefined>;
  /** The receiver has it. Also when the lease has run out meanwhile; a second time does nothing. */
  ack(claim: Claim): Promise<void>;
  /** It failed, and is due again at `dueAt`. Does nothing when another holds it by now, or it was delivered. */
  retry(claim: Claim, error: string, dueAt: number): Promise<void>;
  /** It failed for good. Does nothing when another holds it by now, or it was delivered. */
  bury(claim: Claim, error: string): Promise<void>;
  /** When the next one is due; undefined when none waits. */
  nextDue(forwarder: string): Promise<number | undefined>;
  /** Has a dead one sent again, under its id, its attempts counted anew. False when there is no such dead one. */
  revive(id: string, now: number): Promise<boolean>;
  /** Up to `limit` deliveries after the `seq` `after`, in order. */
  list(after: number, limit: number, filter?: DeliveryFilter): Promise<ListedDelivery[]>;
  find(id: string): Promise<StoredDelivery | undefined>;
  counts(): Promise<DeliveryCounts[]>;
  /** Removes up to `limit` that were delivered and came before `before` (ISO 8601). Resolves with how many went. */
  prune(before: string, limit: number): Promise<number>;
  /** Takes a person out of everything that is kept. A delivery about nobody else goes whole. */
  forget(person: Person): Promise<void>;
  close(): Promise<void>;
}
