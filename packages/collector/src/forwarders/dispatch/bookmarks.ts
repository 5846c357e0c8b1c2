import type { MembershipChanges } from '../../facts/membership-changes.port.js';
import type { Bookmark } from '../../outbox/outbox.port.js';
import { findSeq } from '../../store/find-seq.js';
import type { Store } from '../../store/store.port.js';

export interface Sources {
  store: Store;
  memberships: MembershipChanges;
}

const firstEvent = (store: Store) => async (seq: number) => (await store.applied(seq, 1))[0];

/** Where everything that is known by now ends: a forwarder that is new begins here. */
export const currentBookmark = async ({ store, memberships }: Sources): Promise<Bookmark> => {
  const position = await store.position();
  return {
    position,
    seq: await findSeq(firstEvent(store), (event) => event.position <= position),
    membership: await findSeq(
      async (seq) => (await memberships.after(seq, 1))[0],
      () => true,
    ),
  };
};

/**
 * The bookmark as it is to be read from. When the store was built again without what was deleted, events have another
 * `seq`: then it is found by the position. What was read of that position is read again, and known by its id.
 */
export const locateBookmark = async (bookmark: Bookmark, { store }: Sources): Promise<number> => {
  const { seq, position } = bookmark;
  const marked = await firstEvent(store)(seq - 1);
  if (seq === 0 || (marked?.seq === seq && marked.position === position)) return seq;
  return findSeq(firstEvent(store), (event) => event.position < position);
};
