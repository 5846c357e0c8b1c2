import type { CounterBaseline } from '@tendril/protocol';
import { createTally, mergeTallies, type Tally, toBaseline, unpackTally } from '@tendril/rules';
import type { CounterSource } from '../facts/counter-source.port.js';
import type { Viewer } from '../facts/subject.js';
import type { CountPlan } from './count-plan.js';
import type { CounterKeeper } from './counter-keeper.port.js';

/** What the counters of a plan hold for these two, by key. Those that are still behind are absent. */
export const storedCounters = async (
  keeper: Pick<CounterKeeper, 'tallies'>,
  viewer: Viewer,
  { counters }: CountPlan,
): Promise<Map<string, Tally>> => {
  const found = new Map<string, Tally>();
  for (const [key, { from, tallies }] of Object.entries(await keeper.tallies(viewer))) {
    const counter = counters.get(key);
    if (!counter) continue;
    const merged = tallies
      .map(unpackTally)
      .reduce((one, other) => mergeTallies(one, other, counter), createTally(0));
    found.set(key, { ...merged, from });
  }
  return found;
};

/** Baselines of what the store has counted. */
export const createCounterSource = (keeper: Pick<CounterKeeper, 'tallies'>): CounterSource => ({
  baselines: async (viewer, plan) => {
    const baselines: { [counter: string]: CounterBaseline } = {};
    for (const [key, tally] of await storedCounters(keeper, viewer, plan)) {
      const counter = plan.counters.get(key);
      if (counter) baselines[key] = toBaseline(tally, counter);
    }
    return baselines;
  },
});
