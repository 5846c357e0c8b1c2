// All benchmarks, in the order in which they run and are listed.
// A benchmark is a function of `{ runs, say }` that comes back with results (result.mjs): `runs` overrides how often
// each measurement is repeated, and `say` prints what goes on meanwhile.
import { collector } from './collector/collector.mjs';
import { delivery } from './delivery/delivery.mjs';
import { nudges } from './nudges/nudges.mjs';
import { rules } from './rules/rules.mjs';

export const BENCHES = { delivery, rules, nudges, collector };
