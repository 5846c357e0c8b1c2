import type { Json, JsonObject } from './event.js';
import type { Ledger } from './ledger.js';

/** Events that a client may ask about with `GET /v1/facts?sent=`. */
export const ASK_EVENTS = 200;

/** How active somebody was. Days are UTC; `days7` is today and the six before. */
export interface ActivityFacts {
  days7: number;
  days30: number;
  /** Distinct names of track events in 30 days. Readings of meters and what nudges report are no features. */
  features: number;
  /**
   * How much more or less the last 7 whole days were used than the 7 before, in days of people: −0.5 is half as much.
   * Absent where there was nothing in the week before.
   */
  change?: number;
}

/** What an account's people did in 30 days; `roles` counts them by the role among their traits. */
export interface AccountActivityFacts extends ActivityFacts {
  users: number;
  roles: { [role: string]: number };
}

/** Where a meter goes, as a line through its last readings of each day. */
export type TrendFacts = {
  perDay: number;
  /** Days from now until the limit is reached; absent when it is not going there. */
  daysToLimit?: number;
  /** The reading of now against that of 7 days ago: −0.5 is half as much. Absent where there was none, or it was 0. */
  change?: number;
};

/** What the collector knows of a person and an account, by the paths that conditions read. */
export interface KnownFacts {
  /** Traits; `activity` is the collector's. */
  user?: JsonObject & { activity?: Json };
  account?: JsonObject & { activity?: Json };
  /** Of the account, or of the person where the token names none. */
  usage?: { [meter: string]: { used: number; limit?: number } };
  entitlement?: { [name: string]: true };
  trend?: { [meter: string]: TrendFacts };
  /** Scores and segments that the person's ruleset names: points where all parts are known, and true for members. */
  score?: { [name: string]: number };
  segment?: { [name: string]: true };
}

/**
 * What a counter of a condition has counted, in buckets: `counts[0]` is that of `first`, in minutes, hours or days since
 * 1970, and the next follow without a gap. After the last of them there was nothing.
 */
export interface CounterBaseline {
  unit: 'minute' | 'hour' | 'day';
  first: number;
  counts: number[];
  /** From when on no event is missing, epoch milliseconds; 0: every event that the collector ever received is in it. */
  from: number;
  /**
   * Events before `first`, and on how many days they were, for "ever". Where there are any, `first` is the first bucket
   * that is kept; absent, there were none.
   */
  older?: number;
  olderDays?: number;
  /** When the last event was, epoch milliseconds; absent where there is none. */
  last?: number;
}

/**
 * Answer to `GET /v1/facts?writeKey=&sent=`, which needs the token of a person. `sent` names up to 200 events of the client
 * by their messageIds, with commas between.
 */
export interface FactsReply {
  /** Names this state, as the ETag does. A batch that says which one the client has is told the current one. */
  version: string;
  /** Place in what the collector received: everything up to it is counted in. A reply of a later place is newer. */
  seq: number;
  facts: KnownFacts;
  /**
   * Baselines of `$did` counters, by the key of the counter (`Counter.key` of `@tendril/rules`). One that is absent is not
   * known here: the collector still counts what it has stored. Events count for `version` only where they change facts:
   * a client adds its own, and hears of those of other devices with the next change.
   */
  counters: { [leaf: string]: CounterBaseline };
  /**
   * Of the events in `sent`, those that are counted in. What the client counted besides, it adds: so it counts nothing
   * twice and misses nothing, whether the reply to a batch was lost, a leaving page sent it, or it never went out.
   */
  holds?: string[];
  /**
   * What was seen on any device: by this person within the account, and, of a nudge whose `how.unit` is `account`, by
   * anybody there. A client merges it with its own.
   */
  ledger?: Ledger;
}
