/**
 * A nudge was shown: when that began (epoch milliseconds), in which session, for which episode. One session and
 * episode make one showing, in however many tabs and ledgers it stands.
 */
export type Showing = { at: number; session: string; episode: string; exposed?: true };

/** What one person, or one account, has seen of one nudge. Times are epoch milliseconds. */
export interface LedgerEntry {
  /** Oldest first, at most 50. */
  shown?: Showing[];
  /** When each episode was last dismissed. */
  dismissed?: { [episode: string]: number };
  snoozedUntil?: number;
  /** When a button of it was last pressed, and when its goal was last seen. */
  actedAt?: number;
  goalAt?: number;
  never?: true;
  /** The goal, or another `stopOn`, was reached. */
  stopped?: true;
}

/** By nudge id. Kept per user and account, merged over tabs and devices. */
export type Ledger = { [nudge: string]: LedgerEntry };
