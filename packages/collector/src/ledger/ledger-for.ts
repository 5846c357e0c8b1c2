import type { Ledger, Ruleset } from '@tendril/protocol';
import { forColleagues, mergeLedgers } from '@tendril/rules';
import type { ViewerLedgers } from './ledger-reader.port.js';

const only = (ledger: Ledger, wanted: (nudge: string) => boolean): Ledger =>
  Object.fromEntries(Object.entries(ledger).filter(([nudge]) => wanted(nudge)));

/**
 * What counts for a person under a ruleset: what they have seen of its nudges, and of those whose `how.unit` is `account`
 * what binds them of what their colleagues have seen.
 */
export const ledgerFor = ({ own, account }: ViewerLedgers, { nudges }: Ruleset): Ledger => {
  const ids = new Set(nudges.map(({ id }) => id));
  const shared = new Set(nudges.filter(({ how }) => how?.unit === 'account').map(({ id }) => id));
  return mergeLedgers(
    only(own, (nudge) => ids.has(nudge)),
    forColleagues(only(account, (nudge) => shared.has(nudge))),
  );
};
