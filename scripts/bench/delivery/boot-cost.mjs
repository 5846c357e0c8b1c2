// CPU of the main thread from the navigation until the page is idle, for a first visit.
import { aboveBaseAtMost } from '../goals.mjs';
import { interleave } from '../interleave.mjs';
import { result } from '../result.mjs';

const boot = ({ visit }, subject) => visit(subject, 0, (page) => page.cost());

/** @returns results */
export async function bootCost(stage, runs) {
  const { tendril, reference } = await interleave(runs, {
    tendril: () => boot(stage, 'tendril'),
    reference: () => boot(stage, 'reference'),
  });
  const goal = aboveBaseAtMost(1, 'ms');
  return [
    result({ what: 'CPU of boot, with reference', unit: 'ms', samples: tendril, base: reference, goal }),
  ];
}
