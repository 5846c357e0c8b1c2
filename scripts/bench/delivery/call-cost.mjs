// How long a call keeps its caller: mean of the calls of a task, over many tasks.
import { atMost } from '../goals.mjs';
import { interleave } from '../interleave.mjs';
import { result } from '../result.mjs';
import { median, percentile } from '../statistics.mjs';

const TASKS = 100;
const CALLS = 10;
const GOAL = atMost(20, 'µs');

const timed = ({ visit }, subject) =>
  visit(subject, TASKS * CALLS, async (page) => {
    await page.load();
    return page.run('timedCalls', TASKS, CALLS);
  });

/** @returns results */
export async function callCost(stage, runs) {
  const { tendril, reference } = await interleave(runs, {
    tendril: () => timed(stage, 'tendril'),
    reference: () => timed(stage, 'reference'),
  });
  const row = (what, ofRun) =>
    result({ what, unit: 'µs', samples: tendril.map(ofRun), base: reference.map(ofRun), goal: GOAL });
  return [
    row('a call, median, with reference', median),
    row('a call, 95th percentile, with reference', (costs) => percentile(costs, 0.95)),
  ];
}
