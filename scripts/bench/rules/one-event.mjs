// What one event costs, from the call until it is known which nudges it changed.
import { ratioAtMost } from '../goals.mjs';
import { interleave } from '../interleave.mjs';
import { result } from '../result.mjs';
import { evalCondition, loadRules } from './packages.mjs';
import { EVENT, FACTS, NOW, plainConditions, rulesetOf } from './sample-rules.mjs';
import { timeEach } from './time-each.mjs';

const SIZES = [10, 100, 1000, 10_000];
const SCANNED = 1000;
const DAY = 86_400_000;
const HISTORY_DAYS = 30;

/** An engine whose counters know a month. */
function warmEngine({ createCounters, createEngine, createTally, countEvent }, count) {
  const counters = createCounters();
  const engine = createEngine(rulesetOf(count), { counters });
  const tallies = new Map();
  for (const [key, counter] of counters.all) {
    const tally = createTally(0);
    for (let day = 0; day < HISTORY_DAYS; day++) countEvent(counter, tally, NOW - day * DAY);
    tallies.set(key, tally);
  }
  counters.setTallies(tallies, NOW);
  engine.setFacts(FACTS);
  engine.changes(NOW);
  return engine;
}

/** A scan must look at every rule after every event. */
function scan() {
  const conditions = plainConditions(SCANNED);
  const attributes = {
    ...FACTS,
    usage: Object.fromEntries(
      Object.entries(FACTS.usage).map(([name, { used, limit }]) => [
        name,
        { used, limit, ratio: used / limit },
      ]),
    ),
    counts: { report_created: 0 },
  };
  return () => {
    attributes.counts.report_created += 1;
    let hold = 0;
    for (const condition of conditions) if (evalCondition(attributes, condition, {})) hold += 1;
    return hold;
  };
}

/** @returns results */
export async function oneEvent(runs) {
  const rules = await loadRules();
  let now = NOW;
  const event = { name: EVENT, properties: { kind: 'advanced' } };
  const engines = SIZES.map((size) => [`${size}`, warmEngine(rules, size)]);
  const subjects = Object.fromEntries(
    engines.map(([size, engine]) => [
      size,
      () =>
        timeEach(() => {
          now += 1;
          engine.record(event, now);
          engine.changes(now);
        }),
    ]),
  );
  const look = scan();
  const samples = await interleave(runs, { ...subjects, scan: () => timeEach(look) });
  const row = (size, goal, base, name) =>
    result({
      what: `one event, ${size} rules, with ${name}`,
      unit: 'µs',
      samples: samples[size],
      base,
      goal,
    });
  return [
    ...SIZES.slice(1).map((size) => row(size, ratioAtMost(2), samples[SIZES[0]], `${SIZES[0]} rules`)),
    row(SCANNED, ratioAtMost(0.01), samples.scan, 'a scan by evalCondition'),
  ];
}
