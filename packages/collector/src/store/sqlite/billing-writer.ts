import type { DatabaseSync } from 'node:sqlite';
import { believedChanges, claimedAccount, toldTraits, withoutClaim } from '../../billing/believed.js';
import type { DatedChange } from '../../billing/derive-movements.js';
import type { TraitChange } from '../../facts/fact-changes.js';
import type { Position } from '../../log/event-log.port.js';
import type { AcceptedEvent } from '../store.port.js';
import { createMovementWriter } from './movement-writer.js';

/** Carries what is believed about subscriptions into movements, and into what is known of accounts. */
export interface BillingWriter {
  /** Within a transaction. Gives what accounts are told to be by their subscriptions. */
  write(stored: readonly AcceptedEvent[]): TraitChange[];
  /** The events without claims of pages about accounts that billing speaks for. Call it after `write`. */
  withoutClaims(stored: readonly AcceptedEvent[]): AcceptedEvent[];
}

/** Prepares the statements. Needs the tables. */
export const createBillingWriter = (db: DatabaseSync): BillingWriter => {
  const movements = createMovementWriter(db);
  return {
    write: (stored) => {
      const touched = new Map<string, { before: DatedChange[]; position: Position }>();
      for (const told of believedChanges(stored)) {
        const { account } = told.change;
        const before = touched.get(account)?.before ?? movements.changesOf(account);
        movements.add(told);
        touched.set(account, { before, position: told.position });
      }
      return [...touched].flatMap(([account, { before, position }]) => {
        movements.derive(account);
        return toldTraits(account, before, movements.changesOf(account), position);
      });
    },
    withoutClaims: (stored) =>
      stored.map((accepted) => {
        const account = claimedAccount(accepted);
        return account === undefined ? accepted : withoutClaim(accepted, movements.changesOf(account));
      }),
  };
};
