import type { KnownFacts } from '@tendril/protocol';
import type { Viewer } from './subject.js';

/**
 * Somebody came into a segment or out of it, or reached a stage of a nudge or fell back from it. A threshold on a score
 * is a segment that reads it.
 */
export interface MembershipChange {
  /** Counts up, with gaps. It is the same when the store is built again, so that an idempotency key can be made of it. */
  seq: number;
  /** Whom it is about: an account as a whole (no `user`), a person within an account, or a person without one. */
  viewer: Viewer;
  kind: 'segment' | 'stage';
  /** Name of the segment; of a stage, `nudge/stage`. */
  name: string;
  change: 'entered' | 'left';
  /**
   * What made it so: something that was reported, time alone (a trial ran out, nothing was done for a week), or another
   * definition of the segment or nudge. Of the last kind there may be one for everybody at once.
   */
  cause: 'facts' | 'time' | 'ruleset';
  /** When it was found, ISO 8601 in UTC. */
  at: string;
  /** The figures at that moment. */
  figures: Pick<KnownFacts, 'usage' | 'trend' | 'score'>;
}

/** A change that has no place in the log yet. */
export type NewMembershipChange = Omit<MembershipChange, 'seq'>;

/** What became of memberships, oldest first. Nothing is ever taken from it but what retention removes. */
export interface MembershipChanges {
  /** Up to `limit` changes after the one with this `seq`, in order; 0 is before the first. */
  after(seq: number, limit: number): Promise<MembershipChange[]>;
}
