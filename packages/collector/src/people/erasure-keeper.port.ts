import type { Position } from '../log/event-log.port.js';
import type { Person } from './person.js';

/** A deletion that was asked for: everything of `person` up to `position` of the log. */
export interface Erasure {
  position: Position;
  person: Person;
}

/** A slice of the events, and what became of those of a person. */
export interface ErasedSlice {
  /** The `seq` to go on after; undefined when there are no more. */
  next?: number;
  erased: number;
}

/** The part of the store that lets a person's data go. */
export interface ErasureKeeper {
  /**
   * Names of the same person: anonymous ids that came with a user id, and earlier user ids that an alias of the host's
   * backend joined. An alias that came with a write key joins an anonymous id at most: anybody can send it.
   */
  namesOf(person: Person): Promise<Person>;
  /** Deletions that are not carried out whole yet, oldest first. */
  pendingErasures(): Promise<Erasure[]>;
  /**
   * Removes the person from the `limit` events after the `seq` `after`, up to the position of the erasure, and notes on
   * which days those were received.
   */
  erase(erasure: Erasure, after: number, limit: number): Promise<ErasedSlice>;
  /** Says that an erasure was carried out. What is known of the person besides events went when it was asked for. */
  finishErasure(erasure: Erasure): Promise<void>;
  /** Days, in UTC, on which events were received that an erasure removed so far; also after it was finished. */
  erasedDays(position: Position): Promise<string[]>;
}
