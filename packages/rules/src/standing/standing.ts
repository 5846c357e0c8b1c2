import type { Truth } from '../condition/truth.js';
import type { Counter } from '../counters/counter.js';
import type { Tally } from '../counters/tally.js';
import type { Facts } from '../engine/facts.js';

/** Something that people or accounts come into and go out of. */
export interface Membership {
  kind: 'segment' | 'stage';
  /** Of the segment; of a stage, `nudge/stage`. */
  name: string;
}

/** What is asked of whom, and when. */
export interface StandingRequest {
  facts: Facts;
  /** By the key of the counter. Of others nothing is known. */
  tallies: ReadonlyMap<string, Tally>;
  /** Epoch milliseconds. */
  now: number;
  /** What held until now: thresholds of ratios are left late, by the margin of nudges. */
  held?: (membership: Membership) => boolean;
  /** Only what is asked of an account as a whole, or only what is asked of a person in it. Absent: all. */
  unit?: 'user' | 'account';
}

/** What a ruleset says of one person or account at one instant. */
export interface Standing {
  /** By name; a score of which a part is unknown is absent. */
  scores: { [name: string]: number };
  /** All that was asked. Undefined: unknown, so that what held may hold on. */
  memberships: (Membership & { holds: Truth })[];
  /** Time alone changes nothing before this instant (epoch ms); Infinity: never. */
  until: number;
}

/** A ruleset ready to say how people and accounts stand. */
export interface Standings {
  /** What its conditions ask of past events, by key. */
  readonly counters: ReadonlyMap<string, Counter>;
  /** Whether anything is asked of one person, apart from their account. */
  readonly asksPeople: boolean;
  /** Whether there is anything to come into. */
  readonly isEmpty: boolean;
  /** Keeps nothing from one call to the next. */
  judge(request: StandingRequest): Standing;
}
