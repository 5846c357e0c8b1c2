import type { NudgeCategory, Placement, Policy } from '@tendril/protocol';
import type { Ledger } from './ledger.js';

/** All that a decision depends on besides the candidates. Nothing else is read: the same input gives the same answer. */
export interface ArbiterContext {
  now: number;
  ledger: Ledger;
  policy: Policy;
  /** Category of every nudge of the ruleset, also of those that are no candidates. */
  categories: { [nudge: string]: NudgeCategory };
  session: string;
  ids: { user?: string; account?: string };
  /** Path of the page, such as `/reports`. */
  path: string;
  /** Is the slot or anchor there? */
  hasSurface: (where: Placement) => boolean;
  /** Surfaces that a nudge holds and does not give up, by surface key. */
  busy: { [surface: string]: string };
  /** Nudges that could not be drawn on this page, and why. */
  broken: { [nudge: string]: string };
  /** The person is not known yet: showing now might break a cap of theirs. */
  identityPending: boolean;
  /** Ask every gate, not only up to the first that fails. */
  explain?: boolean;
}
