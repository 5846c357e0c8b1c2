// CPU of the main thread of a first visit: while the page starts, and with what begins when it rests.
import { aboveBaseAtMost } from '../goals.mjs';
import { interleave } from '../interleave.mjs';
import { result } from '../result.mjs';

const boot = ({ visit }, subject, rests) => visit(subject, 0, (page) => page.cost(), { rests });

/** @returns results */
export async function bootCost(stage, runs) {
  const { tendril, reference, rested, restedReference } = await interleave(runs, {
    tendril: () => boot(stage, 'tendril', false),
    reference: () => boot(stage, 'reference', false),
    rested: () => boot(stage, 'tendril', true),
    restedReference: () => boot(stage, 'reference', true),
  });
  const goal = aboveBaseAtMost(1, 'ms');
  return [
    result({ what: 'CPU of boot, with reference', unit: 'ms', samples: tendril, base: reference, goal }),
    result({ what: 'CPU of boot and rest', unit: 'ms', samples: rested, base: restedReference }),
  ];
}
