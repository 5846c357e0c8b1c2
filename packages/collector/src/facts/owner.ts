import type { ReceivedEvent } from '../store/store.port.js';

/**
 * Whose counts, or whose ledger: an account as a whole, or a person within an account (`''` outside of any). A `visitor`
 * is a browser of which nobody had said who it is.
 */
export interface Owner {
  kind: 'user' | 'visitor' | 'account';
  id: string;
  /** `''` for an account as a whole, too. */
  account: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The account that an event happened in; `''` outside of any. */
export const accountOf = ({ type, groupId, context }: ReceivedEvent): string =>
  text(type === 'group' ? groupId : context?.groupId);

/** Who did it: the person, or the browser while nobody had said who that is. */
export const personOf = (event: ReceivedEvent): Owner | undefined => {
  const account = accountOf(event);
  if (event.userId) return { kind: 'user', id: event.userId, account };
  return event.anonymousId ? { kind: 'visitor', id: event.anonymousId, account } : undefined;
};

/** The account as a whole. */
export const accountOwnerOf = (event: ReceivedEvent): Owner | undefined => {
  const id = accountOf(event);
  return id === '' ? undefined : { kind: 'account', id, account: '' };
};

export const ownerKey = ({ kind, id, account }: Owner): string => JSON.stringify([kind, id, account]);
