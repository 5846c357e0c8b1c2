// CPU of the main thread from the calls until all is delivered, and the long tasks meanwhile.
import { atMost, noMore, ratioAtMost } from '../goals.mjs';
import { interleave } from '../interleave.mjs';
import { result } from '../result.mjs';

const FEW = 1000;
const MANY = 10_000;

/** One burst on a fresh page: microseconds an event, and the longest task besides the calling one. */
function burst({ visit }, subject, count) {
  return visit(subject, count, async (page) => {
    await page.load();
    const before = await page.cost();
    const longestTaskMs = await page.run('burst', count);
    const after = await page.cost();
    return { cpu: ((after - before) * 1000) / count, longestTaskMs };
  });
}

const cpuOf = ({ cpu }) => cpu;
const longestOf = ({ longestTaskMs }) => longestTaskMs;

/** @returns results */
export async function cpuPerEvent(stage, runs) {
  const { tendril, reference, many } = await interleave(runs, {
    tendril: () => burst(stage, 'tendril', FEW),
    reference: () => burst(stage, 'reference', FEW),
    many: () => burst(stage, 'tendril', MANY),
  });
  const cpu = (what, samples, goal, base) =>
    result({ what, unit: 'µs', samples: samples.map(cpuOf), base: base.map(cpuOf), goal });
  const longestTask = (what, samples) =>
    result({ what, unit: 'ms', samples: samples.map(longestOf), goal: atMost(50, 'ms') });
  return [
    cpu('CPU an event, 1,000 calls, with reference', tendril, ratioAtMost(1.5), reference),
    cpu('CPU an event, 10,000 calls, with 1,000', many, noMore(), tendril),
    longestTask('longest other task, 1,000 calls', tendril),
    longestTask('longest other task, 10,000 calls', many),
  ];
}
