import type { DatabaseSync } from 'node:sqlite';
import { type BilledTraits, billedTraits } from '../../billing/billed-traits.js';
import { readSubscription, SUBSCRIPTION_EVENT } from '../../billing/subscription-change.js';
import type { TraitChange } from '../../facts/fact-changes.js';
import { SERVER_KEY } from '../../keys/server-key.js';
import type { AcceptedEvent } from '../store.port.js';
import { createMovementWriter } from './movement-writer.js';

/** Carries what is believed about subscriptions into movements, and into what is known of accounts. */
export interface BillingWriter {
  /** Within a transaction. Gives what accounts are told to be by their subscriptions. */
  write(stored: readonly AcceptedEvent[]): TraitChange[];
  /**
   * The events without what a page says about plan and entitlements of an account that billing speaks for: a page may be
   * old, or not the host's at all. Call it after `write`.
   */
  withoutClaims(stored: readonly AcceptedEvent[]): AcceptedEvent[];
}

const isSubscription = ({ writeKey, event }: AcceptedEvent): boolean =>
  writeKey === SERVER_KEY && event.type === 'track' && event.event === SUBSCRIPTION_EVENT;

/** Prepares the statements. Needs the tables. */
export const createBillingWriter = (db: DatabaseSync): BillingWriter => {
  const movements = createMovementWriter(db);

  const traitsOf = (account: string, position: number): TraitChange[] => {
    const changes = movements.changesOf(account);
    const at = changes.at(-1)?.at ?? '';
    const subject = { kind: 'account', id: account } as const;
    return Object.entries(billedTraits(changes)).map(([name, value]) => ({
      subject,
      name,
      value,
      at,
      position,
    }));
  };
  const saidOf = (account: string): BilledTraits => {
    const changes = movements.changesOf(account);
    return changes.length === 0 ? {} : billedTraits(changes);
  };
  const withoutClaim = (accepted: AcceptedEvent): AcceptedEvent => {
    const { writeKey, event } = accepted;
    const { type, groupId, traits } = event;
    if (writeKey === SERVER_KEY || type !== 'group' || !groupId || !traits) return accepted;
    if (!('plan' in traits || 'entitlements' in traits)) return accepted;
    const said = saidOf(groupId);
    const believed = Object.entries(traits).filter(([name]) => !Object.hasOwn(said, name));
    return { ...accepted, event: { ...event, traits: Object.fromEntries(believed) } };
  };
  return {
    write: (stored) => {
      const touched = new Map<string, number>();
      for (const { event, position } of stored.filter(isSubscription)) {
        const change = readSubscription(event);
        movements.add({ id: event.messageId, at: event.timestamp, change });
        touched.set(change.account, position);
      }
      return [...touched].flatMap(([account, position]) => {
        movements.derive(account);
        return traitsOf(account, position);
      });
    },
    withoutClaims: (stored) => stored.map(withoutClaim),
  };
};
