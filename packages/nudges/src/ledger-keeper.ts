import type { NudgeLink } from '@tendril/core';
import type { Ledger } from '@tendril/protocol';
import { type LedgerRecord, mergeLedgers, recordInLedger } from '@tendril/rules';
import { idsOf } from './ids-of.js';

export interface LedgerKeeper {
  /** Undefined until the ledger of the person who is here now has been read. */
  current(): Ledger | undefined;
  add(record: LedgerRecord): void;
  stop(): void;
}

/** What this person has seen, kept on the device for every tab. A change of person reads another ledger. */
export function keepLedger(link: NudgeLink, onChange: () => void): LedgerKeeper {
  let name = '';
  let ledger: Ledger | undefined;

  async function read(): Promise<void> {
    const wanted = name;
    if (!wanted) return;
    const stored = await link.ports.store.read<Ledger>(wanted).catch(() => undefined);
    if (wanted !== name) return;
    ledger = mergeLedgers(stored ?? {}, ledger ?? {});
    onChange();
  }

  /** The ledger belongs to a user within an account: caps of one do not bind the other. */
  function follow(): void {
    const ids = idsOf(link);
    const wanted = ids ? `ledger:${ids.user ?? ids.anonymous}:${ids.account ?? ''}` : '';
    if (wanted === name) return;
    name = wanted;
    ledger = undefined;
    void read();
  }

  const stop = link.ports.tabs.on(({ type }) => type === 'ledger' && void read());
  return {
    current() {
      follow();
      return ledger;
    },
    add(record) {
      if (!ledger) return;
      const next = recordInLedger(ledger, record);
      ledger = next;
      link.ports.store
        .update<Ledger>(name, (stored) => mergeLedgers(stored ?? {}, next))
        .then(
          () => link.ports.tabs.post({ type: 'ledger' }),
          () => {},
        );
      onChange();
    },
    stop,
  };
}
