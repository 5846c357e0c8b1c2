/** A nudge was shown: when (epoch milliseconds), in which session, for which episode. */
export type Showing = { at: number; session: string; episode: string };

/** What one person, or one account, has seen of one nudge. Times are epoch milliseconds. */
export interface LedgerEntry {
  /** Oldest first, at most 50. */
  shown?: Showing[];
  /** When each episode was dismissed. */
  dismissed?: { [episode: string]: number };
  snoozedUntil?: number;
  never?: true;
  /** The goal, or another `stopOn`, was reached. */
  stopped?: true;
}

/** By nudge id. Kept per user and account, merged over tabs and devices. */
export type Ledger = { [nudge: string]: LedgerEntry };
