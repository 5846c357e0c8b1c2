// One condition of six clauses, over a thousand people.
import { ratioAtMost } from '../goals.mjs';
import { interleave } from '../interleave.mjs';
import { result } from '../result.mjs';
import { evalCondition, loadRules } from './packages.mjs';
import { NOW } from './sample-rules.mjs';
import { timeEach } from './time-each.mjs';

const PEOPLE = 1000;
const CONDITION = {
  'user.role': { $in: ['owner', 'admin'] },
  'account.seats.used': { $gte: 7 },
  'account.plan': { $ne: 'enterprise' },
  $or: [{ 'user.country': 'DE' }, { 'user.country': 'FR' }],
  'user.tags': { $elemMatch: { $eq: 'beta' } },
  'account.age': { $lt: 90 },
};

const person = (index) => ({
  user: {
    role: ['owner', 'admin', 'member'][index % 3],
    country: ['DE', 'FR', 'US'][(index >> 1) % 3],
    tags: index % 4 ? ['beta', 'power'] : [],
  },
  account: {
    plan: ['free', 'team', 'enterprise'][(index >> 2) % 3],
    seats: { used: index % 12 },
    age: index % 120,
  },
});

/** Someone of whom all six hold: nothing ends the evaluation early. */
const HOLDS = { ...person(0), user: { role: 'owner', country: 'FR', tags: ['power', 'beta'] } };
HOLDS.account = { plan: 'team', seats: { used: 9 }, age: 30 };

function mustAgree(people, test) {
  const differs = people.findIndex((one) => test(one, NOW) !== evalCondition(one, CONDITION, {}));
  if (differs >= 0) throw new Error(`the two evaluators differ over person ${differs}: nothing to compare`);
}

/** @returns results */
export async function sixClauses(runs) {
  const { compileCondition } = await loadRules();
  const { test } = compileCondition(CONDITION);
  const people = Array.from({ length: PEOPLE }, (_, index) => person(index));
  mustAgree([...people, HOLDS], test);
  const samples = await interleave(runs, {
    mixed: () => timeEach((call) => test(people[call % PEOPLE], NOW)),
    theirMixed: () => timeEach((call) => evalCondition(people[call % PEOPLE], CONDITION, {})),
    all: () => timeEach(() => test(HOLDS, NOW)),
    theirAll: () => timeEach(() => evalCondition(HOLDS, CONDITION, {})),
  });
  const row = (what, mine, theirs) =>
    result({ what, unit: 'µs', samples: samples[mine], base: samples[theirs], goal: ratioAtMost(0.25) });
  return [
    row('six clauses, mixed people, with evalCondition', 'mixed', 'theirMixed'),
    row('six clauses, all hold, with evalCondition', 'all', 'theirAll'),
  ];
}
