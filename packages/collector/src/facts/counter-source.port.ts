import type { CounterBaseline } from '@tendril/protocol';
import type { Viewer } from './subject.js';

/** Where the baselines of `$did` counters come from: what the leaves of the live ruleset have counted. */
export interface CounterSource {
  /** By leaf. A leaf that is absent is not known here. */
  baselines(viewer: Viewer): Promise<{ [leaf: string]: CounterBaseline }>;
}

/** Counts nothing: every leaf is unknown, and conditions on it stay undecided. */
export const NO_COUNTERS: CounterSource = { baselines: async () => ({}) };
