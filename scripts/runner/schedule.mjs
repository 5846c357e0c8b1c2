// Runs checks side by side, as many at a time as there are slots: each after the checks that it needs, and never two
// of the same lane at once. A check that fails stops only those that need it.
import { failed, skipped } from './verdict.mjs';

async function judge(check, blocker) {
  const start = performance.now();
  const verdict = blocker
    ? skipped(`needs "${blocker}", which did not pass`)
    : await check.run().catch((error) => failed(error.stack ?? String(error)));
  return { ...verdict, name: check.name, ms: performance.now() - start };
}

/** The first check that may start now: all that it needs has ended, and nothing runs in its lane. */
function nextCheck(waiting, results, running) {
  const lanes = new Set([...running.values()].map(({ lane }) => lane).filter(Boolean));
  return waiting.find(({ needs = [], lane }) => needs.every((need) => results.has(need)) && !lanes.has(lane));
}

/**
 * @param checks `{ name, needs, lane, run }[]`, in the order in which they should start
 * @param onResult called with each `{ name, verdict, note, output, ms }` as it comes
 * @returns all results, in the order of `checks`
 */
export async function schedule(checks, { slots, onResult }) {
  const results = new Map();
  const running = new Map();
  let waiting = checks;
  const start = (check) => {
    waiting = waiting.filter((each) => each !== check);
    const blocker = check.needs?.find((need) => results.get(need).verdict !== 'passed');
    const run = judge(check, blocker).then((result) => {
      running.delete(run);
      results.set(check.name, result);
      onResult(result);
    });
    running.set(run, check);
  };
  while (results.size < checks.length) {
    for (let next; running.size < slots; start(next)) {
      next = nextCheck(waiting, results, running);
      if (!next) break;
    }
    if (running.size === 0)
      throw new Error(`checks wait for each other: ${waiting.map(({ name }) => name).join(', ')}`);
    await Promise.race(running.keys());
  }
  return checks.map(({ name }) => results.get(name));
}
