import type { JsonObject } from '@tendril/protocol';
import { atom, type WritableAtom } from 'nanostores';
import { isNames, type Statement, type Statements } from './statements.js';

/** What is known of the person and the account, by root: conditions read it by path. */
export type KnownFacts = {
  user: JsonObject;
  account: JsonObject;
  usage: { [meter: string]: { used: number; limit?: number } };
  /** Absent until somebody has said what is unlocked. */
  entitlement?: { [name: string]: true };
  /** From the collector alone. */
  trend?: JsonObject;
  score?: JsonObject;
  segment?: JsonObject;
  /**
   * What the page said and the collector is not known to hold: by `root.name`, or `entitlement`, the messageId of the event.
   * Kept where there is a token.
   */
  said?: { [what: string]: string };
};

export interface FactKeeper {
  readonly facts: WritableAtom<KnownFacts>;
  readonly entitlements: WritableAtom<readonly string[]>;
  user(traits: JsonObject): void;
  /** `entitlements` among the traits replaces what is unlocked. */
  account(traits: JsonObject): void;
  usage(usage: JsonObject): void;
  state(statement: Statement): void;
}

/** Keeps the facts that the host's calls state, for this page; `keep-facts.ts` keeps them for longer. */
export function createFacts({ entitlements }: Statements): FactKeeper {
  const empty = (): KnownFacts => ({ user: {}, account: {}, usage: {} });
  const facts = atom(empty());
  facts.listen(({ entitlement = {} }) => {
    const names = Object.keys(entitlement);
    if (`${names}` !== `${entitlements.get()}`) entitlements.set(names);
  });

  const add = (root: 'user' | 'account' | 'usage') => (values: JsonObject) =>
    facts.set({ ...facts.get(), [root]: { ...facts.get()[root], ...values } });
  const addAccount = add('account');
  const keeper: FactKeeper = {
    facts,
    entitlements,
    user: add('user'),
    account({ entitlements: names, ...traits }) {
      if (isNames(names))
        facts.set({ ...facts.get(), entitlement: Object.fromEntries(names.map((name) => [name, true])) });
      addAccount(traits);
    },
    usage: add('usage'),
    state(statement) {
      if (statement[0] === 'nobody') facts.set(empty());
      else keeper[statement[0]](statement[1]);
    },
  };
  return keeper;
}
