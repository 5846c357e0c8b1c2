import type { EventType, TendrilEvent } from '@tendril/protocol';
import type { Position } from '../log/event-log.port.js';

/**
 * An event as it is kept. `timestamp` is corrected by the client's clock skew; what the client said is in
 * `originalTimestamp` and `sentAt`. Times are ISO 8601 in UTC with milliseconds.
 */
export interface ReceivedEvent extends TendrilEvent {
  originalTimestamp: string;
  sentAt?: string;
  receivedAt: string;
}

export interface AcceptedEvent {
  writeKey: string;
  event: ReceivedEvent;
}

/** An event that the collector refused, as it came. */
export interface DeadLetter {
  writeKey: string;
  /** Its index in the request. */
  i: number;
  messageId?: string;
  reason: string;
  receivedAt: string;
  event: unknown;
}

/** What a stretch of the log holds. */
export interface Chunk {
  events: AcceptedEvent[];
  deadLetters: DeadLetter[];
}

/** `seq` counts up in the order in which events were applied. */
export interface StoredEvent {
  seq: number;
  receivedAt: string;
  event: ReceivedEvent;
}

export interface StoredDeadLetter extends DeadLetter {
  seq: number;
}

/** All given fields must match. `event` is the name of a track event. */
export interface EventFilter {
  type?: EventType;
  event?: string;
  userId?: string;
}

/** `received` is always the sum of the three others. */
export interface StoreCounts {
  received: number;
  stored: number;
  /** Sent again under a `messageId` that is known. */
  duplicates: number;
  deadLetters: number;
}

/**
 * The read model. It holds nothing that is not in the log: when it is lost, it is built again from there.
 * An event is one by write key and `messageId`: the second of the same is counted as a duplicate and not kept.
 */
export interface Store {
  /** How far the log has been applied. */
  position(): Promise<Position>;
  /**
   * Applies everything up to `position`, all of it or nothing. A position that is applied already is left alone.
   * Resolves with the `seq` of the newest event.
   */
  apply(position: Position, chunk: Chunk): Promise<number>;
  /** Up to `limit` events after the `seq` `after`, in order. */
  events(after: number, limit: number, filter?: EventFilter): Promise<StoredEvent[]>;
  deadLetters(after: number, limit: number): Promise<StoredDeadLetter[]>;
  counts(): Promise<StoreCounts>;
  close(): Promise<void>;
}
