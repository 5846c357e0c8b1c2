import type { FactsVersions } from '../facts/facts-versions.js';
import { readFacts } from '../facts/read-facts.js';
import type { Viewer } from '../facts/subject.js';
import type { RulesRegistry } from '../rules/rules-registry.js';
import type { Store } from '../store/store.port.js';
import { createRulesetCuts, type RulesetCut, type RulesetCuts } from './ruleset-cuts.js';

export interface RulesForParts {
  rules: Pick<RulesRegistry, 'current' | 'settled'>;
  store: Store;
  versions: FactsVersions;
  now: () => number;
  /** Whether tokens are believed here. Where they are not, nobody can say who they are, and everybody is given all. */
  hasTokens: boolean;
}

/** What of the ruleset in force somebody is given. */
export interface RulesFor {
  /** Without a viewer: who shows no token. The viewer must have proved who they are. */
  of(viewer?: Viewer): Promise<RulesetCut>;
  /** All of it. */
  whole(): Promise<RulesetCut>;
}

interface Given {
  /** Of the facts that it was cut by. */
  version: string;
  cuts: RulesetCuts;
  cut: RulesetCut;
}

/** People whose cut is remembered until their facts change. */
const MAX_VIEWERS = 10_000;

export const createRulesFor = ({ rules, store, versions, now, hasTokens }: RulesForParts): RulesFor => {
  let cuts = createRulesetCuts(rules.current());
  const given = new Map<string, Given>();

  const currentCuts = async (): Promise<RulesetCuts> => {
    await rules.settled();
    const current = rules.current();
    if (current.revision !== cuts.whole.revision) {
      cuts = createRulesetCuts(current);
      given.clear();
    }
    return cuts;
  };
  const cutFor = async (viewer: Viewer, current: RulesetCuts): Promise<RulesetCut> => {
    const key = JSON.stringify([viewer.user, viewer.account]);
    const version = await versions.current(viewer);
    const known = given.get(key);
    if (known?.version === version && known.cuts === current) return known.cut;
    const { user, account } = await readFacts(store, viewer, now());
    const seen = new Set(Object.keys((await store.ledger(viewer)).own));
    const cut = current.for({ user, account }, seen, now());
    if (given.size >= MAX_VIEWERS) given.clear();
    given.set(key, { version, cuts: current, cut });
    return cut;
  };

  return {
    whole: async () => (await currentCuts()).whole,
    of: async (viewer) => {
      const current = await currentCuts();
      if (!hasTokens) return current.whole;
      return viewer ? cutFor(viewer, current) : current.open(now());
    },
  };
};
