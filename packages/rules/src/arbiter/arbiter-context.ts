import type { Ledger, Nudge, NudgeCategory, Placement, Policy } from '@tendril/protocol';
import type { Candidate, GateAnswer, GateName } from './decision.js';

/** Who is here, by the units that nudges are counted and split by. */
export interface Ids {
  /** The browser, for as long as nobody has said who the person is. */
  anonymous?: string;
  user?: string;
  account?: string;
}

/** There is no such element, it came too late, it can not be seen, or there are several. */
export type SurfaceTrouble = 'missing' | 'late' | 'hidden' | 'ambiguous';

/** All that a decision depends on besides the candidates. Nothing else is read: the same input gives the same answer. */
export interface ArbiterContext {
  now: number;
  ledger: Ledger;
  policy: Policy;
  /** Category of every nudge of the ruleset, also of those that are no candidates. */
  categories: { [nudge: string]: NudgeCategory };
  session: string;
  ids: Ids;
  /** Path of the page, such as `/reports`. */
  path: string;
  /** What is wrong with the slot or anchor on this page, if anything. `since` is when its nudge was triggered. */
  surfaceTrouble: (where: Placement, since?: number) => SurfaceTrouble | undefined;
  /** Surfaces that a nudge holds and does not give up, by surface key. */
  busy: { [surface: string]: string };
  /** Nudges that could not be drawn on this page, and why. */
  broken: { [nudge: string]: string };
  /** Further gates that only the page can answer, such as whether another tab shows it. They are asked last. */
  more?: readonly (readonly [GateName, (candidate: Candidate) => GateAnswer])[];
  /** The person is not known yet: showing now might break a cap of theirs. */
  identityPending: boolean;
  /** The host shows a modal dialog of its own, and the nudge is neither inside it nor on the page. Default: no. */
  hostModal?: (nudge: Nudge) => boolean;
  /** The place is not there, so that its nudge takes the corner. Default: no. */
  inCorner?: (where: Placement) => boolean;
  /** Nobody sees this tab. A showing that goes on stays. Default false. */
  hiddenTab?: boolean;
  /** Ask every gate, not only up to the first that fails. */
  explain?: boolean;
}
