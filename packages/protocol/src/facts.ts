import type { Json, JsonObject } from './event.js';
import type { Ledger } from './ledger.js';

/** How active somebody was. Days are UTC; `days7` is today and the six before. */
export interface ActivityFacts {
  days7: number;
  days30: number;
  /** Distinct names of track events in 30 days. */
  features: number;
}

/** What an account's people did in 30 days; `roles` counts them by the role among their traits. */
export interface AccountActivityFacts extends ActivityFacts {
  users: number;
  roles: { [role: string]: number };
}

/** Where a meter goes, as a line through its last readings of each day. */
export interface TrendFacts {
  perDay: number;
  /** Days until the limit is reached; absent when it is not going there. */
  daysToLimit?: number;
}

/** What the collector knows of a person and an account, by the paths that conditions read. */
export interface KnownFacts {
  /** Traits; `activity` is the collector's. */
  user?: JsonObject & { activity?: Json };
  account?: JsonObject & { activity?: Json };
  /** Of the account, or of the person where the token names none. */
  usage?: { [meter: string]: { used: number; limit?: number } };
  entitlement?: { [name: string]: true };
  trend?: { [meter: string]: TrendFacts };
  /** Scores of the live ruleset; one of which a part is unknown is not there. */
  score?: { [name: string]: number };
}

/**
 * What a counter of a condition has counted, in buckets: `counts[0]` is that of `first`, hours or days since 1970.
 * Nothing is known of what was before `first`.
 */
export interface CounterBaseline {
  unit: 'hour' | 'day';
  first: number;
  counts: number[];
}

/**
 * Answer to `GET /v1/facts`, which needs the token of a person. Everything is counted in that a batch reply gave a
 * `seq` up to this one: a client adds what it sent later, and counts nothing twice.
 */
export interface FactsReply {
  /** Names this state. A batch that says which one the client has is told the current one. */
  version: string;
  seq: number;
  facts: KnownFacts;
  /** Baselines of `$did` counters, by the leaf. */
  counters: { [leaf: string]: CounterBaseline };
  /**
   * What was seen on any device: by this person within the account, and, of a nudge whose `how.unit` is `account`, by
   * anybody there. A client merges it with its own.
   */
  ledger?: Ledger;
}
