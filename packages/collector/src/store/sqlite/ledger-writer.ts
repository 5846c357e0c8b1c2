import type { DatabaseSync } from 'node:sqlite';
import type { LedgerEntry } from '@tendril/protocol';
import type { Owner } from '../../facts/owner.js';
import { addToEntry } from '../../ledger/add-to-entry.js';
import type { LedgerChange } from '../../ledger/ledger-changes.js';
import type { Position } from '../../log/event-log.port.js';
import { createVersionWriter } from './version-writer.js';

/** Adds to the ledgers what was seen. */
export interface LedgerWriter {
  /** Within a transaction. Gives the keys of subjects whose ledgers are others than before. */
  write(changes: LedgerChange[]): string[];
}

/** Prepares the statements. Needs the tables. */
export const createLedgerWriter = (db: DatabaseSync): LedgerWriter => {
  const find = db.prepare(
    'SELECT entry FROM ledgers WHERE kind = ? AND subject = ? AND account = ? AND nudge = ?',
  );
  const put = db.prepare('INSERT OR REPLACE INTO ledgers VALUES (?, ?, ?, ?, ?)');
  const setVersion = createVersionWriter(db);

  const add = ({ kind, id, account }: Owner, record: LedgerChange['record']): boolean => {
    const row = find.get(kind, id, account, record.nudge);
    const before = row && (JSON.parse(String(row.entry)) as LedgerEntry);
    const entry = JSON.stringify(addToEntry(before, record));
    if (entry === row?.entry) return false;
    put.run(kind, id, account, record.nudge, entry);
    return true;
  };
  const note = ({ kind, id }: Owner, position: Position): string[] =>
    kind === 'visitor' ? [] : [setVersion({ kind, id }, position)];

  return {
    write: (changes) =>
      changes.flatMap(({ owners, record, position }) =>
        owners.flatMap((owner) => (add(owner, record) ? note(owner, position) : [])),
      ),
  };
};
