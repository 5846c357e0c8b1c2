import type { TraitChange } from '../facts/fact-changes.js';
import { SERVER_KEY } from '../keys/server-key.js';
import type { Position } from '../log/event-log.port.js';
import type { AcceptedEvent } from '../store/store.port.js';
import { type BilledTraits, billedTraits } from './billed-traits.js';
import type { DatedChange } from './derive-movements.js';
import { readSubscription, SUBSCRIPTION_EVENT } from './subscription-change.js';

/** A change of a subscription, and the position of the log that told it. */
export interface ToldChange extends DatedChange {
  position: Position;
}

/** What events say of subscriptions, as far as it came with a secret key or from Stripe. */
export const believedChanges = (stored: readonly AcceptedEvent[]): ToldChange[] =>
  stored
    .filter(
      ({ writeKey, event: { type, event } }) =>
        writeKey === SERVER_KEY && type === 'track' && event === SUBSCRIPTION_EVENT,
    )
    .map(({ event, position }) => {
      const change = readSubscription(event);
      return { id: event.messageId, at: event.timestamp, change, position };
    });

/**
 * What an account is told to be by all changes of its subscriptions, in the order of time; `before` are those that were
 * known. What billing says for the first time overrules pages: somebody pays, comes back to a page that calls the plan
 * free, and only then the webhook arrives, with the earlier time of the payment.
 */
export const toldTraits = (
  account: string,
  before: readonly DatedChange[],
  changes: readonly DatedChange[],
  position: Position,
): TraitChange[] => {
  const at = changes.at(-1)?.at ?? '';
  const subject = { kind: 'account', id: account } as const;
  const said: BilledTraits = before.length === 0 ? {} : billedTraits(before);
  return Object.entries(billedTraits(changes)).map(([name, value]) => ({
    subject,
    name,
    value,
    at,
    position,
    overrules: !Object.hasOwn(said, name),
  }));
};

/** The account of whose plan or entitlements a page says something; undefined where the host says it, or nobody does. */
export const claimedAccount = ({ writeKey, event }: AcceptedEvent): string | undefined => {
  const { type, groupId, traits } = event;
  if (writeKey === SERVER_KEY || type !== 'group' || !groupId || !traits) return undefined;
  return 'plan' in traits || 'entitlements' in traits ? groupId : undefined;
};

/**
 * The event without what a page says about plan and entitlements of an account that billing speaks for, which `changes`
 * are of: a page may be old, or not the host's at all.
 */
export const withoutClaim = (accepted: AcceptedEvent, changes: readonly DatedChange[]): AcceptedEvent => {
  const { event } = accepted;
  const said: BilledTraits = changes.length === 0 ? {} : billedTraits(changes);
  const believed = Object.entries(event.traits ?? {}).filter(([name]) => !Object.hasOwn(said, name));
  return { ...accepted, event: { ...event, traits: Object.fromEntries(believed) } };
};
