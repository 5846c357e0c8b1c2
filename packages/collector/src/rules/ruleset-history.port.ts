/** A ruleset that was published. */
export interface RulesetVersion {
  /** Counts up from 1. */
  version: number;
  /** Made from the content: equal rulesets have equal revisions. */
  revision: string;
  author: string;
  note: string;
  /** ISO 8601. */
  at: string;
  /** The version that this one brought back. */
  rolledBackTo?: number;
}

export interface RulesetRecord extends RulesetVersion {
  /** JSON. */
  body: string;
}

/** Every ruleset that was ever published. The newest one is in force. */
export interface RulesetHistory {
  /**
   * Adds a version. With `base`, the version that the author looked at, only when that is still the newest (0: when
   * there is none); otherwise undefined.
   */
  add(record: Omit<RulesetRecord, 'version'>, base?: number): Promise<RulesetVersion | undefined>;
  newest(): Promise<RulesetRecord | undefined>;
  find(version: number): Promise<RulesetRecord | undefined>;
  /** Up to `limit` versions, the newest first. */
  list(limit: number): Promise<RulesetVersion[]>;
}
