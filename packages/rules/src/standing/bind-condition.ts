import type { Ruleset } from '@tendril/protocol';
import { compile } from '../condition/compile.js';
import type { CompileOptions, Leaf } from '../condition/compile-options.js';
import { readPath } from '../condition/path.js';
import type { Test, Truth } from '../condition/truth.js';
import type { Counters } from '../counters/counters.js';
import type { Facts } from '../engine/facts.js';
import { hasRatio, relax } from '../engine/relax.js';
import { textOperators } from '../regex/text-operators.js';

/** A condition that can be asked of anybody. */
export interface Asked {
  /** Whether it asks of one person, apart from their account. */
  isOfPerson: boolean;
  /** `held`: whether it held until now. */
  test(facts: Facts, now: number, held: boolean): Truth;
}

/** `margin` is how far it gives way while it holds. `as` is the fact that is made of it, if any. */
export type BindCondition = (condition: unknown, margin: number, as?: string) => Asked;

/** What is known of somebody wherever they are. Pages, sessions and devices are not. */
const KNOWN = new Set(['user', 'account', 'usage', 'entitlement', 'trend', 'score']);
const rootOf = (path: string): string => path.split('.')[0] ?? '';

const unknown: Test = () => undefined;

/** A score that is not there is not known: no comparison may take it for a fact that is missing. */
const unlessNoScore = (test: Test, paths: readonly string[]): Test => {
  const scores = paths.filter((path) => rootOf(path) === 'score');
  if (!scores.length) return test;
  return (facts, now) =>
    scores.some((path) => readPath(facts, path) === null) ? undefined : test(facts, now);
};

/** Binds conditions to counters. A condition that is not sound is unknown, whoever it is asked of. */
export function createBind(ruleset: Ruleset, counters: Counters): BindCondition {
  /** Facts that are made of what is asked of one person. */
  const ofPerson = new Set<string>();

  return (condition, margin, as) => {
    let isOfPerson = false;
    const leaf = (one: Leaf): Test => {
      const { did, paths } = one;
      isOfPerson ||=
        did?.scope === 'user' || paths.some((path) => rootOf(path) === 'user' || ofPerson.has(path));
      if (!paths.every((path) => KNOWN.has(rootOf(path)))) return unknown;
      return unlessNoScore(counters.serve(one, () => {}).test as Test, paths);
    };
    const options = { ...ruleset, regex: textOperators, did: () => unknown, leaf } as CompileOptions;
    const reach = compile(condition, options).test ?? unknown;
    const keep =
      margin && hasRatio(condition) ? (compile(relax(condition, margin), options).test ?? unknown) : reach;
    if (as && isOfPerson) ofPerson.add(as);
    return { isOfPerson, test: (facts, now, held) => (held ? keep : reach)(facts, now) };
  };
}
