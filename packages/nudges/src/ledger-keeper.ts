import type { NudgeLink } from '@tendril/core';
import type { Ledger, LedgerEvent } from '@tendril/protocol';
import { mergeLedgers, recordInLedger } from '@tendril/rules';
import { idsOf } from './ids-of.js';

export interface LedgerKeeper {
  /** Undefined until the ledger of the person who is here now has been read. */
  current(): Ledger | undefined;
  add(event: LedgerEvent): void;
  stop(): void;
}

const nameOf = (person: string, account = ''): string => `ledger:${person}:${account}`;

/**
 * What this person has seen, kept on the device for every tab, and merged with what the collector knows of other devices
 * and of colleagues. A change of person reads another ledger. What was seen before somebody said who they are goes with
 * them, and with nobody else.
 */
export function keepLedger(link: NudgeLink, onChange: () => void): LedgerKeeper {
  const { store, tabs } = link.ports;
  let name = '';
  /** Ledgers of the same person under a name that said less, such as of before the login. */
  let earlier: string[] = [];
  let ledger: Ledger | undefined;

  const add = (to: string, more: Ledger) =>
    store.update<Ledger>(to, (stored) => mergeLedgers(stored ?? {}, more));

  /** Moves what is under an earlier name: added here before it is gone there, so that nothing is lost in between. */
  async function carry(from: string, to: string): Promise<void> {
    const found = await store.read<Ledger>(from);
    if (!Object.keys(found ?? {}).length) return;
    await add(to, found ?? {});
    await store.update<Ledger>(from, () => ({}));
  }

  async function read(): Promise<void> {
    const [wanted, before] = [name, earlier];
    if (!wanted) return;
    for (const one of before) await carry(one, wanted).catch(() => {});
    const stored = await store.read<Ledger>(wanted).catch(() => undefined);
    if (wanted !== name) return;
    ledger = mergeLedgers(stored ?? {}, ledger ?? {});
    onChange();
  }

  /** The ledger belongs to a user within an account: caps of one do not bind the other. */
  function follow(): void {
    const { anonymous = '', user, account } = idsOf(link) ?? {};
    const wanted = anonymous && nameOf(user ?? anonymous, account);
    if (wanted === name) return;
    name = wanted;
    const names = [nameOf(anonymous), nameOf(anonymous, account), nameOf(user ?? anonymous)];
    earlier = [...new Set(names)].filter((one) => one !== wanted);
    ledger = undefined;
    void read();
  }

  const off = [tabs.on(({ type }) => type === 'ledger' && void read()), link.serverLedger.listen(onChange)];
  return {
    current() {
      follow();
      return ledger && mergeLedgers(ledger, link.serverLedger.get() ?? {});
    },
    add(event) {
      if (!ledger) return;
      const next = recordInLedger(ledger, event);
      if (next === ledger) return;
      ledger = next;
      add(name, next).then(
        () => tabs.post({ type: 'ledger' }),
        () => {},
      );
      onChange();
    },
    stop() {
      for (const end of off) end();
    },
  };
}
