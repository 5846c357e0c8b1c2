import type { Decision } from '../arbiter/decision.js';
import type { Measured } from './measure-did.js';

/** The smallest part of a condition that can be asked: what it says, and of what. */
export interface ExplainedLeaf {
  /** Such as `usage.seats.ratio is at least 0.7`. */
  text: string;
  /** Null: unknown. */
  holds: boolean | null;
  /** The facts that it reads, by path; null: missing. */
  values: { [path: string]: unknown };
  /** The event that a `$did` asks of; absent in other leaves. */
  event?: string;
  /** What a `$did` found; absent where no past events are known. */
  measured?: Measured;
}

export interface ExplainedCondition {
  /** The condition as one sentence. */
  text: string;
  /** Null: unknown. Only what is true lets a nudge show. */
  holds: boolean | null;
  /** Its leaves in the order of the document, those of its segments too; equal ones once. */
  leaves: ExplainedLeaf[];
}

export interface ExplainedStage extends ExplainedCondition {
  id: string;
}

export interface ExplainedScore {
  name: string;
  /** Null while one of its parts is unknown. */
  points: number | null;
  parts: (ExplainedCondition & { points: number })[];
}

/** A nudge with its decision (all gates) and the conditions behind it. */
export interface ExplainedNudge extends Decision {
  who: ExplainedCondition;
  /** In the order of the document: the first that holds is shown. */
  stages: ExplainedStage[];
}

/** What a ruleset decides for one person or account at one instant, and why. Plain JSON. */
export interface Explained {
  /** Epoch milliseconds. */
  now: number;
  path: string;
  scores: ExplainedScore[];
  /** In the order in which they compete, the strongest first. */
  nudges: ExplainedNudge[];
}
