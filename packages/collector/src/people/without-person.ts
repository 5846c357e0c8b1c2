import { USAGE_EVENT } from '@tendril/protocol';
import { SUBSCRIPTION_EVENT } from '../billing/subscription-change.js';
import type { Person } from './person.js';

interface Named {
  type?: unknown;
  event?: unknown;
  userId?: unknown;
  anonymousId?: unknown;
  previousId?: unknown;
  groupId?: unknown;
  context?: unknown;
}

/** What stands for somebody who was deleted. */
const ERASED = 'erased';

/** Whether an event is what `withoutPerson` left: nothing of its sender may be added to it. */
export const isOfErased = ({ userId, anonymousId }: Named): boolean =>
  userId === undefined && anonymousId === ERASED;

const has = (names: string[], value: unknown): boolean => typeof value === 'string' && names.includes(value);

const isOf = ({ userIds, anonymousIds }: Person, { userId, anonymousId, previousId }: Named): boolean =>
  has(userIds, userId) ||
  has(userIds, previousId) ||
  // Of a shared device: what another person did there stays, and that they were the visitor before.
  (typeof userId !== 'string' && (has(anonymousIds, anonymousId) || has(anonymousIds, previousId)));

const belongsToAccount = ({ type, event, context }: Named): boolean =>
  type === 'group' ||
  (type === 'track' &&
    (event === USAGE_EVENT || event === SUBSCRIPTION_EVENT) &&
    typeof (context as Named | undefined)?.groupId === 'string');

/**
 * What may be kept of an event when `person` is deleted: all of it when it is somebody else's, nothing when it is
 * theirs. What somebody said about an account (its traits, its usage, its subscriptions) stays the account's, without who said it.
 */
export const withoutPerson = <Event extends Named>(event: Event, person: Person): Event | undefined => {
  if (!isOf(person, event)) return event;
  if (!belongsToAccount(event)) return undefined;
  const { userId: _userId, previousId: _previousId, ...rest } = event;
  const groupId = (event.context as Named | undefined)?.groupId;
  return { ...rest, anonymousId: ERASED, context: groupId === undefined ? {} : { groupId } } as Event;
};
