import type { Ruleset } from '@tendril/protocol';
import { compile } from '../condition/compile.js';
import type { CompileOptions, Leaf } from '../condition/compile-options.js';
import { describeCondition, describeLeaf } from '../condition/describe-condition.js';
import { readPath } from '../condition/path.js';
import { compileDid } from '../counters/compile-did.js';
import { counterKey } from '../counters/counter.js';
import type { Tally } from '../counters/tally.js';
import type { Facts } from '../engine/facts.js';
import { textOperators } from '../regex/text-operators.js';
import type { ExplainedCondition, ExplainedLeaf } from './explained.js';
import { measureDid } from './measure-did.js';

/** What conditions are asked of. */
export interface Evidence {
  ruleset: Ruleset;
  facts: Facts;
  now: number;
  /** What was counted, by the key of the counter. Of others nothing is known. */
  tallies: ReadonlyMap<string, Tally>;
}

function explainLeaf({ key, paths, did, test }: Leaf, evidence: Evidence): ExplainedLeaf {
  const { facts, now, tallies } = evidence;
  const tally = did && tallies.get(counterKey(did));
  return {
    text: describeLeaf(key),
    holds: test(facts, now) ?? null,
    values: Object.fromEntries(paths.map((path) => [path, readPath(facts, path)])),
    ...(did && { event: did.event }),
    ...(did && tally && { measured: measureDid(did, tally, now) }),
  };
}

/** A sound condition with each of its leaves, asked of facts and past events. */
export function explainCondition(condition: unknown, evidence: Evidence): ExplainedCondition {
  const { ruleset, facts, now, tallies } = evidence;
  const leaves = new Map<string, Leaf>();
  const options = {
    ...ruleset,
    regex: textOperators,
    did: () => () => undefined,
    leaf: (leaf: Leaf) => {
      const { did } = leaf;
      const test = did ? compileDid({ ...leaf, did }, () => tallies.get(counterKey(did))) : leaf.test;
      leaves.set(leaf.key, { ...leaf, test });
      return test;
    },
  } as CompileOptions;
  const { test } = compile(condition, options);
  return {
    text: describeCondition(condition),
    holds: test?.(facts, now) ?? null,
    leaves: [...leaves.values()].map((leaf) => explainLeaf(leaf, evidence)),
  };
}
