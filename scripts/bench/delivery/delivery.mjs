// What delivery costs the page, compared with the least that it could cost (../reference).
import { onStage } from '../stage/stage.mjs';
import { bootCost } from './boot-cost.mjs';
import { bytesOnTheWire } from './bytes-on-the-wire.mjs';
import { callCost } from './call-cost.mjs';
import { cpuPerEvent } from './cpu-per-event.mjs';
import { sizes } from './sizes.mjs';

const PARTS = [
  { about: 'CPU of 1,000 and 10,000 calls', measure: cpuPerEvent, runs: 7 },
  { about: 'cost of a call', measure: callCost, runs: 7 },
  { about: 'bytes on the wire', measure: bytesOnTheWire, runs: 3 },
  { about: 'boot', measure: bootCost, runs: 15 },
];

/** The benchmark `delivery`; see benches.mjs. */
export async function delivery({ runs, say }) {
  const results = await onStage(async (stage) => {
    const all = [];
    say(`in ${stage.browser}`);
    for (const part of PARTS) {
      const times = runs ?? part.runs;
      say(`${part.about}, ${times} runs`);
      all.push(...(await part.measure(stage, times)));
    }
    return all;
  });
  return [...results, ...(await sizes())];
}
