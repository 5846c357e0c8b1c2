import type { Ruleset } from '@tendril/protocol';
import { type Counter, compileStandings, mostBuckets } from '@tendril/rules';

/** What is counted: the counters that the conditions of rulesets read. */
export interface CountPlan {
  /** By key: the same that browsers use. */
  readonly counters: ReadonlyMap<string, Counter>;
  /** Those that ask of an event of this name. */
  of(event: string): readonly Counter[];
}

const NONE: readonly Counter[] = [];

export const createCountPlan = (all: Iterable<Counter>): CountPlan => {
  const counters = new Map<string, Counter>();
  const byEvent = new Map<string, Counter[]>();
  for (const counter of all) {
    const known = counters.get(counter.key);
    if (known) {
      // Of two rulesets one may look back further.
      known.keep = Math.max(known.keep, counter.keep);
      continue;
    }
    counters.set(counter.key, counter);
    byEvent.set(counter.event, [...(byEvent.get(counter.event) ?? []), counter]);
  }
  return { counters, of: (event) => byEvent.get(event) ?? NONE };
};

export const NOTHING_COUNTED: CountPlan = createCountPlan([]);

/**
 * What sound rulesets ask of the past. As much of it is kept as any leaf of the same grain may ask for: the counter of a
 * leaf that is published later, and looks back further, is the same, and what was let go can not be had again.
 */
export const countPlanOf = (rulesets: Ruleset[]): CountPlan =>
  createCountPlan(
    rulesets
      .flatMap((ruleset) => [...compileStandings(ruleset).counters.values()])
      .map((counter) => ({ ...counter, keep: mostBuckets(counter.width) })),
  );
