import type { LedgerEntry } from '@tendril/protocol';
import type { Owner } from '../../facts/owner.js';
import { addToEntry } from '../../ledger/add-to-entry.js';
import type { LedgerChange } from '../../ledger/ledger-changes.js';
import type { Statements } from '../../postgres/database.js';
import { toKey } from '../../postgres/text.js';
import { createChangedSubjects } from './changed-subjects.js';

/** Whether the entry is another than before. */
const add = async (
  statements: Statements,
  { kind, id, account }: Owner,
  record: LedgerChange['record'],
): Promise<boolean> => {
  const place = [kind, toKey(id), toKey(account), record.nudge];
  const [row] = await statements.query(
    'SELECT entry FROM ledgers WHERE kind = $1 AND subject = $2 AND account = $3 AND nudge = $4',
    place,
  );
  const before = row && (JSON.parse(String(row.entry)) as LedgerEntry);
  const entry = JSON.stringify(addToEntry(before, record));
  if (entry === row?.entry) return false;
  await statements.query(
    `INSERT INTO ledgers (kind, subject, account, nudge, entry) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (kind, subject, account, nudge) DO UPDATE SET entry = excluded.entry`,
    [...place, entry],
  );
  return true;
};

/** Adds to the ledgers what was seen: seldom more than a few in a chunk. Gives the keys of subjects. */
export const writeLedgers = async (statements: Statements, changes: LedgerChange[]): Promise<string[]> => {
  const changed = createChangedSubjects();
  for (const { owners, record, position } of changes) {
    for (const owner of owners) {
      const { kind, id } = owner;
      if ((await add(statements, owner, record)) && kind !== 'visitor') changed.note({ kind, id }, position);
    }
  }
  return changed.write(statements);
};
