import type { EventType, TendrilEvent } from '@tendril/protocol';
import type { Movements } from '../billing/movements.port.js';
import type { CountPlan } from '../counting/count-plan.js';
import type { CounterKeeper } from '../counting/counter-keeper.port.js';
import type { FactsReader } from '../facts/facts-reader.port.js';
import type { LedgerReader } from '../ledger/ledger-reader.port.js';
import type { Position } from '../log/event-log.port.js';
import type { ErasureKeeper } from '../people/erasure-keeper.port.js';
import type { StandingKeeper } from '../standings/standing-keeper.port.js';
import type { Control } from './control.js';

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
  /** Of the record of the log that holds it. */
  position: Position;
  event: ReceivedEvent;
}

/** An event that the collector refused, as it came, with the `context` and `sentAt` of its request. */
export interface DeadLetter {
  /** Made of the request's id and `i`: the same again when the store is built again. */
  id: string;
  writeKey: string;
  /** Its index in the request. */
  i: number;
  messageId?: string;
  reason: string;
  receivedAt: string;
  event: unknown;
}

/** What a stretch of the log holds. Controls act after its events. */
export interface Chunk {
  /**
   * The position that this follows on. When the store is elsewhere, another collector was quicker, and nothing is
   * applied. Left out where only one collector writes.
   */
  from?: Position;
  events: AcceptedEvent[];
  deadLetters: DeadLetter[];
  controls: Control[];
}

/** What an apply did. */
export interface Applied {
  /** `seq` of the newest event. */
  newest: number;
  /** Subjects whose facts or notices changed, as keys (`account:acct_7`). */
  changed: string[];
  /** Nothing was applied, because the chunk does not follow on what was: go on from `position()`. */
  isOvertaken?: true;
}

/** `seq` counts up in the order in which events were applied. */
export interface StoredEvent {
  seq: number;
  receivedAt: string;
  event: ReceivedEvent;
}

/** `open` waits for somebody; the others were settled. */
export const DEAD_LETTER_STATES = ['open', 'replayed', 'dropped'] as const;
export type DeadLetterState = (typeof DEAD_LETTER_STATES)[number];

export interface StoredDeadLetter extends DeadLetter {
  seq: number;
  state: DeadLetterState;
}

/** All given fields must match. `event` is the name of a track event. */
export interface EventFilter {
  type?: EventType;
  event?: string;
  userId?: string;
}

/** Since the store was begun. `received` is always the sum of the three others. */
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
export interface Store
  extends FactsReader,
    CounterKeeper,
    LedgerReader,
    StandingKeeper,
    ErasureKeeper,
    Movements {
  /** How far the log has been applied. */
  position(): Promise<Position>;
  /**
   * Applies everything up to `position`, all of it or nothing. A position that is applied already is left alone. `plan`
   * says what is counted of the events; without it, nothing is.
   */
  apply(position: Position, chunk: Chunk, plan?: CountPlan): Promise<Applied>;
  /** Up to `limit` events after the `seq` `after`, in order. */
  events(after: number, limit: number, filter?: EventFilter): Promise<StoredEvent[]>;
  /** The same as they were applied: what a store that is built again can be given where the log has no more. */
  applied(after: number, limit: number): Promise<(AcceptedEvent & { seq: number })[]>;
  /** Which of these `messageId`s have been applied, as an event or as a dead letter. */
  known(writeKey: string, messageIds: readonly string[]): Promise<string[]>;
  /** Up to `limit` dead letters after the `seq` `after`; those of any state where none is given. */
  deadLetters(after: number, limit: number, state?: DeadLetterState): Promise<StoredDeadLetter[]>;
  deadLetter(id: string): Promise<StoredDeadLetter | undefined>;
  counts(): Promise<StoreCounts>;
  /**
   * Removes events, dead letters, notices and membership changes of before `before` (ISO 8601), at most `limit` of each. Facts that
   * came of them stay. Resolves with how many went; 0 when there are no more.
   */
  prune(before: string, limit: number): Promise<number>;
  close(): Promise<void>;
}
