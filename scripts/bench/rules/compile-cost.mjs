// What it costs to make an engine, for each rule.
import { atMost } from '../goals.mjs';
import { interleave } from '../interleave.mjs';
import { result } from '../result.mjs';
import { loadRules } from './packages.mjs';
import { rulesetOf } from './sample-rules.mjs';
import { timeEach } from './time-each.mjs';

const SIZES = [100, 1000];

/** @returns results */
export async function compileCost(runs) {
  const { createCounters, createEngine } = await loadRules();
  const subjects = Object.fromEntries(
    SIZES.map((size) => {
      const ruleset = rulesetOf(size);
      return [size, () => timeEach(() => createEngine(ruleset, { counters: createCounters() })) / size];
    }),
  );
  const samples = await interleave(runs, subjects);
  return SIZES.map((size) =>
    result({
      what: `compile, each of ${size} rules`,
      unit: 'µs',
      samples: samples[size],
      goal: atMost(50, 'µs'),
    }),
  );
}
