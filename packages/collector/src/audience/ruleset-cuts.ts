import type { Json, Ruleset } from '@tendril/protocol';
import { compileStandings, type Facts, readPath, type Standings } from '@tendril/rules';
import { type CountPlan, createCountPlan } from '../counting/count-plan.js';
import { inForce, type RulesetInForce } from '../rules/ruleset-in-force.js';
import { audiencesOf, type PrivateGroup } from './audience.js';
import { trimRuleset } from './trim-ruleset.js';

/** The ruleset as somebody is given it. `revision` names this cut. */
export interface RulesetCut extends RulesetInForce {
  ruleset: Ruleset;
  standings: Standings;
  /** What its conditions ask of the past. */
  plan: CountPlan;
}

/** Cuts of one ruleset. Equal cuts are made once. */
export interface RulesetCuts {
  /** All of it. */
  whole: RulesetCut;
  /** For who shows no token, at `now` (epoch milliseconds). */
  open(now: number): RulesetCut;
  /**
   * For a person. Nudges that can not be for them are left out, but those of `seen`, which count against caps; lists of
   * people hold nobody else.
   */
  for(facts: Facts, seen: ReadonlySet<string>, now: number): RulesetCut;
}

/** People look alike to most rules: there are far fewer cuts than people. */
const MAX_CUTS = 500;

const finish = (ruleset: Ruleset, { body, revision } = inForce(ruleset)): RulesetCut => {
  const standings = compileStandings(ruleset);
  return { ruleset, body, revision, standings, plan: createCountPlan(standings.counters.values()) };
};

/** The scalars in a fact, however deep they are: what one may be looked up by. */
const scalarsIn = (fact: unknown): unknown[] =>
  typeof fact === 'object' && fact !== null ? Object.values(fact).flatMap(scalarsIn) : [fact];

/** What of the private lists is about these facts. */
const ownEntries = (
  { groups = {} }: Ruleset,
  privateGroups: PrivateGroup[],
  facts: Facts,
): { [name: string]: Json[] } =>
  Object.fromEntries(
    privateGroups.map(({ name, paths }) => {
      const own = new Set([...paths].flatMap((path) => scalarsIn(readPath(facts, path))));
      return [name, (groups[name] ?? []).filter((entry) => own.has(entry))];
    }),
  );

export const createRulesetCuts = (current: RulesetInForce): RulesetCuts => {
  const ruleset = JSON.parse(current.body) as Ruleset;
  const { nudges, privateGroups } = audiencesOf(ruleset);
  const cuts = new Map<string, RulesetCut>();

  const make = (kept: boolean[], groups: { [name: string]: Json[] }): RulesetCut => {
    const key = JSON.stringify([kept.map(Number).join(''), groups]);
    const known = cuts.get(key);
    if (known) return known;
    const cut = finish(
      trimRuleset(
        ruleset,
        ruleset.nudges.filter((_, index) => kept[index]),
        groups,
      ),
    );
    if (cuts.size >= MAX_CUTS) cuts.clear();
    cuts.set(key, cut);
    return cut;
  };

  return {
    whole: finish(ruleset, current),
    open: (now) =>
      make(
        nudges.map(({ isPublic, isOff }) => isPublic && !isOff(now)),
        ownEntries(ruleset, privateGroups, {}),
      ),
    for: (facts, seen, now) =>
      make(
        nudges.map(
          ({ nudge, isOff, excludes }) => seen.has(nudge.id) || !(isOff(now) || excludes(facts, now)),
        ),
        ownEntries(ruleset, privateGroups, facts),
      ),
  };
};
