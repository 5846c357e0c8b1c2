import type { CounterBaseline } from '@tendril/protocol';
import type { CountPlan } from '../counting/count-plan.js';
import type { Viewer } from './subject.js';

/** Where the baselines of `$did` counters come from. */
export interface CounterSource {
  /** Of the counters of a plan, by key. One that is absent is not known here. */
  baselines(viewer: Viewer, plan: CountPlan): Promise<{ [counter: string]: CounterBaseline }>;
}
