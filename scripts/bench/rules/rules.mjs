// What deciding costs, compared with GrowthBook's published evaluator.
import { compileCost } from './compile-cost.mjs';
import { oneEvent } from './one-event.mjs';
import { sixClauses } from './six-clauses.mjs';

const RUNS = 40;
const PARTS = [
  { about: 'one event', measure: oneEvent },
  { about: 'six clauses', measure: sixClauses },
  { about: 'compile', measure: compileCost },
];

/** The benchmark `rules`; see benches.mjs. */
export async function rules({ runs = RUNS, say }) {
  const results = [];
  for (const { about, measure } of PARTS) {
    say(`${about}, ${runs} runs`);
    results.push(...(await measure(runs)));
  }
  return results;
}
