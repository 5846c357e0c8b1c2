import type { LedgerEntry, LedgerEvent } from '@tendril/protocol';
import { recordInLedger } from '@tendril/rules';

/** Dismissed episodes that are remembered, the newest. Anybody may send them, and an entry is read with each. */
const MAX_DISMISSED = 200;

const newest = (dismissed: { [episode: string]: number }): { [episode: string]: number } =>
  Object.fromEntries(
    Object.entries(dismissed)
      .sort(([, one], [, other]) => other - one)
      .slice(0, MAX_DISMISSED),
  );

/** An entry of a ledger with what one more event says. */
export const addToEntry = (entry: LedgerEntry | undefined, record: LedgerEvent): LedgerEntry => {
  const added = recordInLedger(entry ? { [record.nudge]: entry } : {}, record)[record.nudge] ?? {};
  const { dismissed } = added;
  const isFull = dismissed && Object.keys(dismissed).length > MAX_DISMISSED;
  return isFull ? { ...added, dismissed: newest(dismissed) } : added;
};
