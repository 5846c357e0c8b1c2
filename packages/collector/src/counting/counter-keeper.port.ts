import type { PackedTally } from '@tendril/rules';
import type { Viewer } from '../facts/subject.js';
import type { CountPlan } from './count-plan.js';

/** A counter that the store keeps. */
export interface KeptCounter {
  key: string;
  /** The `seq` of the event up to which it counted what was stored before it was kept. Absent: nothing is left. */
  behind?: number;
  /** From when on it misses no event, epoch milliseconds; 0: it never missed one. Of no use while it is behind. */
  from: number;
}

/** What was counted for a person within an account, and for the account, by counter. */
export interface ViewerTallies {
  [counter: string]: {
    /** That of the counter. */
    from: number;
    /** None or several, that hold different events: those of before somebody said who they are, and of after. */
    tallies: PackedTally[];
  };
}

/**
 * The part of the store that counts. `Store.apply` counts the events that it stores, in the same transaction, for each
 * kept counter that is in its plan and not behind. One that is not in its plan falls behind, and nothing is lost.
 */
export interface CounterKeeper {
  keptCounters(): Promise<KeptCounter[]>;
  /**
   * Keeps the counters with these keys, and forgets all others. New ones are behind, at 0, unless nothing was stored yet.
   */
  keepCounters(keys: string[]): Promise<void>;
  /**
   * Lets the counters of the plan that are behind count up to `limit` stored events, the oldest first. Resolves with
   * whether some of them are still behind. Events that go meanwhile, by retention, are missed: `from` says so.
   */
  catchUp(plan: CountPlan, limit: number): Promise<boolean>;
  /**
   * What counters that are not behind hold of the person, by what they did in this account, in none, and as a visitor
   * before they were known; and of the account. A viewer without an account is asked about wherever they were.
   */
  tallies(viewer: Viewer): Promise<ViewerTallies>;
  /** From when on every event that was received is stored, or was when it was counted; epoch milliseconds. */
  storedFrom(): Promise<number>;
  /** For a store that is built again of a log that was trimmed. */
  beginAt(from: number): Promise<void>;
}
