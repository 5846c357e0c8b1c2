import type { Membership } from '@tendril/rules';
import type { MembershipChanges } from '../facts/membership-changes.port.js';
import type { Viewer } from '../facts/subject.js';

/** Somebody whose standing is to be judged: a person within an account, a person outside of any, or an account. */
export interface DueStanding {
  viewer: Viewer;
  /** Something was reported since they were judged; else only time has passed, or the definitions are others. */
  isAsked: boolean;
  /** Names the definitions that they were judged by; absent when they never were. */
  judgedBy?: string;
  /** Names the facts that they were judged by, as the judge has it. */
  judgedOn?: string;
  /** What they are members of. */
  held: Membership[];
  /** Counts up with whatever makes them due, so that nothing is overlooked that happens meanwhile. */
  mark: number;
}

/** What came of a judgement. */
export interface Judgement {
  judgedBy: string;
  judgedOn: string;
  /** When time may change it, epoch milliseconds; absent: never. */
  until?: number;
}

/**
 * The part of the store that knows who is a member of what, and who is to be judged again. `Store.apply` makes those due
 * who are named in events, and everywhere where a person is known.
 */
export interface StandingKeeper {
  /** Up to `limit` that are due at `now` (epoch milliseconds), or were judged by other definitions than these. */
  dueStandings(now: number, definitions: string, limit: number): Promise<DueStanding[]>;
  /** They are not due any more, unless something happened since they were asked for. */
  settleStanding(due: DueStanding, judgement: Judgement): Promise<void>;
  /** Makes the people of an account due at `at` (epoch milliseconds), if not before. */
  askPeopleOf(account: string, at: number): Promise<void>;
  membershipChanges: MembershipChanges;
}
