import type { Json, JsonObject } from '@tendril/protocol';
import { atom, type ReadableAtom } from 'nanostores';
import type { Store, Tabs } from './ports.js';
import type { UpgradeResult } from './tendril.js';

/** What is known of the person and the account, by root: conditions read it by path. */
export type KnownFacts = {
  user: JsonObject;
  account: JsonObject;
  usage: { [meter: string]: { used: number; limit?: number } };
  entitlement: { [name: string]: true };
};

export interface FactKeeper {
  readonly facts: ReadableAtom<KnownFacts>;
  readonly entitlements: ReadableAtom<readonly string[]>;
  user(traits: JsonObject): void;
  /** `entitlements` among the traits replaces what is unlocked. */
  account(traits: JsonObject): void;
  usage(usage: KnownFacts['usage']): void;
  apply(result: UpgradeResult): void;
  reset(): void;
  /** Takes what another tab knows. */
  receive(facts: unknown): void;
}

const NAME = 'facts';
const empty = (): KnownFacts => ({ user: {}, account: {}, usage: {}, entitlement: {} });
const isNames = (value: Json | undefined): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

/** Keeps the facts that calls of the host state, on this device and in every tab. */
export function createFacts(store: Store, tabs: Tabs, mayStore: () => boolean): FactKeeper {
  const facts = atom(empty());
  const entitlements = atom<readonly string[]>([]);

  function show(next: KnownFacts): void {
    facts.set(next);
    const names = Object.keys(next.entitlement);
    if (names.join('\n') !== entitlements.get().join('\n')) entitlements.set(names);
  }

  function change(part: Partial<KnownFacts>): void {
    const next = { ...facts.get(), ...part };
    show(next);
    if (!mayStore()) return;
    store.update(NAME, () => next).catch(() => {});
    tabs.post({ type: 'facts', facts: next });
  }

  const account = ({ entitlements: names, ...traits }: JsonObject) =>
    change({
      account: { ...facts.get().account, ...traits },
      ...(isNames(names) && { entitlement: Object.fromEntries(names.map((name) => [name, true as const])) }),
    });
  const usage = (meters: KnownFacts['usage']) => change({ usage: { ...facts.get().usage, ...meters } });

  if (mayStore()) {
    const restore = (stored: KnownFacts | undefined) => {
      // What the page has said in the meantime is newer.
      const said = facts.get();
      if (!stored) return;
      show({
        user: { ...stored.user, ...said.user },
        account: { ...stored.account, ...said.account },
        usage: { ...stored.usage, ...said.usage },
        entitlement: Object.keys(said.entitlement).length ? said.entitlement : stored.entitlement,
      });
    };
    store.read<KnownFacts>(NAME).then(restore, () => {});
  }

  return {
    facts,
    entitlements,
    user: (traits) => change({ user: { ...facts.get().user, ...traits } }),
    account,
    usage,
    apply(result) {
      const { plan, entitlements: names, usage: meters } = result;
      account({ ...(plan && { plan }), ...(names && { entitlements: names }) });
      if (meters) usage(meters);
    },
    reset: () => change(empty()),
    receive: (known) => show(known as KnownFacts),
  };
}
