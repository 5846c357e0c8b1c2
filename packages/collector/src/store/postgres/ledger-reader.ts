import type { Ledger, LedgerEntry } from '@tendril/protocol';
import { mergeLedgers } from '@tendril/rules';
import type { LedgerReader } from '../../ledger/ledger-reader.port.js';
import type { Database, Row } from '../../postgres/database.js';
import { toKey } from '../../postgres/text.js';

const toLedger = (rows: Row[]): Ledger =>
  rows.reduce<Ledger>(
    (ledger, { nudge, entry }) =>
      mergeLedgers(ledger, { [String(nudge)]: JSON.parse(String(entry)) as LedgerEntry }),
    {},
  );
// Without an account: wherever the person was.
const OF_PERSON = `SELECT nudge, entry FROM ledgers WHERE ($2::text IS NULL OR account IN ('', $2))
  AND (kind = 'user' AND subject = $1
    OR kind = 'visitor' AND subject IN (SELECT other_key FROM names WHERE person = $1))`;
const OF_ACCOUNT = "SELECT nudge, entry FROM ledgers WHERE kind = 'account' AND subject = $1";

/** What was seen, of the PostgreSQL read model. */
export const createLedgerReader = (database: Database): LedgerReader => ({
  ledger: async ({ user, account }) => {
    const inAccount = account === undefined ? null : toKey(account);
    return {
      own: user === undefined ? {} : toLedger(await database.query(OF_PERSON, [toKey(user), inAccount])),
      account: inAccount === null ? {} : toLedger(await database.query(OF_ACCOUNT, [inAccount])),
    };
  },
});
