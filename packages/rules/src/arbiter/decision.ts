import type { Nudge, Stage } from '@tendril/protocol';
import type { Truth } from '../condition/truth.js';
import type { Triggered } from '../trigger/triggered.js';

/** Every reason for which a nudge is not shown, in the order in which they are asked. */
export type GateName =
  | 'invalid'
  | 'paused'
  | 'schedule'
  | 'who'
  | 'stage'
  | 'trigger'
  | 'delay'
  | 'stale'
  | 'holdout'
  | 'stopped'
  | 'never'
  | 'snoozed'
  | 'episode'
  | 'max'
  | 'cooldown'
  | 'category-cap'
  | 'global-cap'
  | 'gap'
  | 'page'
  | 'surface-busy'
  | 'lower-priority'
  | 'host-modal'
  | 'identity-pending'
  | 'hidden-tab'
  | 'surface-missing'
  | 'surface-late'
  | 'surface-hidden'
  | 'surface-ambiguous'
  | 'fact-missing'
  | 'render-error'
  | 'unlocked'
  | 'other-tab';

/** One gate's answer. `values` shows what it looked at; `until` is when time alone may open it (epoch ms). */
export interface GateResult {
  gate: GateName;
  pass: boolean;
  values?: { [name: string]: unknown };
  until?: number;
}

/** A gate's answer; a bare boolean where there is nothing to add. */
export type GateAnswer = Omit<GateResult, 'gate'> | boolean;

/** A nudge with what the facts say of it, before politeness and place are asked. */
export interface Candidate {
  nudge: Nudge;
  who: Truth;
  /** Absent when the nudge has stages and none holds. */
  stage?: (Partial<Stage> & Pick<Stage, 'id'>) | undefined;
  /** Undefined while nothing has triggered it. */
  triggered: Triggered | undefined;
  /** What the dismissal of this showing would be remembered under. */
  episode: string;
  /** The facts that `who` and the stages read, as they are when it is called. */
  values: () => { [path: string]: unknown };
}

/** What the arbiter says of one nudge. */
export interface Decision {
  nudge: string;
  rev: number;
  show: boolean;
  /** The first gate that failed, or `shown`. */
  reason: GateName | 'shown';
  /** The gates that were asked, in order: up to the first that failed; in explain mode, all of them. */
  gates: GateResult[];
  stage: string;
  episode: string;
  /** Key of the surface, such as `slot:app-banner` or `center`. */
  surface: string;
  /** Arm of the experiment, where there is one. */
  arm?: string;
  /** A control group's showing, or one that the holdout of all nudges prevents: it takes the surface and counts against caps, and nothing is drawn. */
  ghost: boolean;
}
