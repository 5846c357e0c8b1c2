import { believedChanges, claimedAccount, toldTraits, withoutClaim } from '../../billing/believed.js';
import type { TraitChange } from '../../facts/fact-changes.js';
import type { Statements } from '../../postgres/database.js';
import type { AcceptedEvent } from '../store.port.js';
import { changesOf } from './movement-reader.js';
import { writeChanges, writeMovements } from './movement-writer.js';

/** What is left to write after billing had its say. */
export interface Billed {
  /** What accounts are told to be by their subscriptions. */
  traits: TraitChange[];
  /** The events without claims of pages about accounts that billing speaks for. */
  believed: AcceptedEvent[];
}

const writeTold = async (statements: Statements, stored: AcceptedEvent[]): Promise<TraitChange[]> => {
  const told = believedChanges(stored);
  if (told.length === 0) return [];
  const before = await changesOf(
    statements,
    told.map(({ change }) => change.account),
  );
  await writeChanges(statements, told);
  const touched = new Map(told.map(({ change, position }) => [change.account, position]));
  const traits: TraitChange[] = [];
  for (const [account, changes] of await changesOf(statements, [...touched.keys()])) {
    await writeMovements(statements, account, changes);
    traits.push(...toldTraits(account, before.get(account) ?? [], changes, touched.get(account) as number));
  }
  return traits;
};

/** Carries what is believed about subscriptions into movements, and into what is known of accounts. */
export const writeBilling = async (statements: Statements, stored: AcceptedEvent[]): Promise<Billed> => {
  const traits = await writeTold(statements, stored);
  const claimed = new Set(stored.flatMap((accepted) => claimedAccount(accepted) ?? []));
  const changes = await changesOf(statements, [...claimed]);
  const believed = stored.map((accepted) => {
    const account = claimedAccount(accepted);
    return account === undefined ? accepted : withoutClaim(accepted, changes.get(account) ?? []);
  });
  return { traits, believed };
};
