import type { Ledger } from '@tendril/protocol';
import type { Viewer } from '../facts/subject.js';

/** What was seen of nudges. */
export interface ViewerLedgers {
  /** By the person within the account, also before somebody said who they are. */
  own: Ledger;
  /** By anybody of the account. */
  account: Ledger;
}

/** The part of the store that knows what was seen, on whichever device. */
export interface LedgerReader {
  /** A viewer without an account is asked about wherever they were. */
  ledger(viewer: Viewer): Promise<ViewerLedgers>;
}
