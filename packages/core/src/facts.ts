import type { Json, JsonObject } from '@tendril/protocol';
import { atom, type WritableAtom } from 'nanostores';

/** What is known of the person and the account, by root: conditions read it by path. */
export type KnownFacts = {
  user: JsonObject;
  account: JsonObject;
  usage: { [meter: string]: { used: number; limit?: number } };
  /** Absent until somebody has said what is unlocked. */
  entitlement?: { [name: string]: true };
};

export interface FactKeeper {
  readonly facts: WritableAtom<KnownFacts>;
  readonly entitlements: WritableAtom<readonly string[]>;
  user(traits: JsonObject): void;
  /** `entitlements` among the traits replaces what is unlocked. */
  account(traits: JsonObject): void;
  usage(usage: KnownFacts['usage']): void;
  reset(): void;
}

const empty = (): KnownFacts => ({ user: {}, account: {}, usage: {} });
const isNames = (value: Json | undefined): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

/** Keeps the facts that the host's calls state, for this page; `keep-facts.ts` keeps them for longer. */
export function createFacts(): FactKeeper {
  const facts = atom(empty());
  const entitlements = atom<readonly string[]>([]);
  facts.listen(({ entitlement = {} }) => {
    const names = Object.keys(entitlement);
    if (`${names}` !== `${entitlements.get()}`) entitlements.set(names);
  });

  const add = (root: keyof KnownFacts, values: object) =>
    facts.set({ ...facts.get(), [root]: { ...facts.get()[root], ...values } });
  const usage = (meters: KnownFacts['usage']) => add('usage', meters);
  function account({ entitlements: names, ...traits }: JsonObject): void {
    if (isNames(names))
      facts.set({ ...facts.get(), entitlement: Object.fromEntries(names.map((name) => [name, true])) });
    add('account', traits);
  }

  return {
    facts,
    entitlements,
    user: (traits) => add('user', traits),
    account,
    usage,
    reset: () => facts.set(empty()),
  };
}
