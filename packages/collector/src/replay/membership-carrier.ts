import type { Position } from '../log/event-log.port.js';
import type { Store } from '../store/store.port.js';

const STEP_CHANGES = 500;

/** Brings memberships from an earlier store: what was told of before must not be found out, and told of, anew. */
export interface MembershipCarrier {
  /** Those of before a position, and after those that were brought already. */
  carry(upTo: Position): Promise<void>;
}

export const createMembershipCarrier = (
  before: Pick<Store, 'membershipChanges'>,
  after: Pick<Store, 'apply'>,
): MembershipCarrier => {
  let brought = 0;
  return {
    carry: async (upTo) => {
      for (;;) {
        const changes = await before.membershipChanges.after(brought, STEP_CHANGES);
        for (const { seq, ...change } of changes) {
          if (seq >= upTo) return;
          const controls = [{ do: 'membership' as const, ...change }];
          await after.apply(seq, { events: [], deadLetters: [], controls });
          brought = seq;
        }
        if (changes.length === 0) return;
      }
    },
  };
};
