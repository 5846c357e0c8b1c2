import type { JsonObject } from '@tendril/protocol';
import { atom, type WritableAtom } from 'nanostores';
import { factsOf } from './facts-of.js';
import type { KnownFacts } from './known-facts.js';
import { isNames, type Statement, type Statements } from './statements.js';

export interface FactKeeper {
  readonly facts: WritableAtom<KnownFacts>;
  readonly entitlements: WritableAtom<readonly string[]>;
  /** Another user's traits replace those of the last one. */
  user(traits: JsonObject, userId?: string): void;
  /** `entitlements` among the traits replaces what is unlocked; another account replaces all. */
  account(traits: JsonObject, groupId?: string): void;
  usage(usage: JsonObject): void;
  state(statement: Statement): void;
}

/** Whatever was kept is of somebody else; whoever comes next is the same. */
const NOBODY = { user: '', account: '' };

/** Keeps the facts that the host's calls state, for this page; `keep-facts.ts` keeps them for longer. */
export function createFacts({ entitlements }: Statements): FactKeeper {
  const empty = (): KnownFacts => ({ user: {}, account: {}, usage: {} });
  const facts = atom(empty());
  facts.listen(({ entitlement = {} }) => {
    const names = Object.keys(entitlement);
    if (`${names}` !== `${entitlements.get()}`) entitlements.set(names);
  });

  const add = (root: 'user' | 'account' | 'usage') => (values: JsonObject, id?: string) => {
    const kept = factsOf(facts.get(), id === undefined ? undefined : { [root]: id });
    const { entitlements: names, ...traits } = values;
    const unlocks = root === 'account' && isNames(names);
    facts.set({
      ...kept,
      [root]: { ...kept[root], ...(root === 'account' ? traits : values) },
      ...(unlocks && { entitlement: Object.fromEntries(names.map((name) => [name, true])) }),
    });
  };
  const keeper: FactKeeper = {
    facts,
    entitlements,
    user: add('user'),
    account: add('account'),
    usage: add('usage'),
    state([about, values, id]) {
      if (about === 'nobody') facts.set({ ...empty(), of: NOBODY });
      else keeper[about](values, id as string);
    },
  };
  return keeper;
}
