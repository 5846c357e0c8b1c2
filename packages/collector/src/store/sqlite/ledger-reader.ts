import type { DatabaseSync } from 'node:sqlite';
import type { Ledger, LedgerEntry } from '@tendril/protocol';
import { mergeLedgers } from '@tendril/rules';
import type { LedgerReader } from '../../ledger/ledger-reader.port.js';

type Row = Record<string, unknown>;

const toLedger = (rows: Row[]): Ledger =>
  rows.reduce<Ledger>(
    (ledger, { nudge, entry }) =>
      mergeLedgers(ledger, { [String(nudge)]: JSON.parse(String(entry)) as LedgerEntry }),
    {},
  );

/** What was seen, of the SQLite read model. */
export const createLedgerReader = (db: DatabaseSync): LedgerReader => {
  // NULL for the account: wherever the person was.
  const ofPerson = db.prepare(`SELECT nudge, entry FROM ledgers
    WHERE (:account IS NULL OR account IN ('', :account)) AND (kind = 'user' AND subject = :user
      OR kind = 'visitor' AND subject IN (SELECT other FROM names WHERE user = :user))`);
  const ofAccount = db.prepare("SELECT nudge, entry FROM ledgers WHERE kind = 'account' AND subject = ?");
  return {
    ledger: async ({ user, account }) => ({
      own: user === undefined ? {} : toLedger(ofPerson.all({ user, account: account ?? null })),
      account: account === undefined ? {} : toLedger(ofAccount.all(account)),
    }),
  };
};
