import { expect } from 'vitest';
import type { Store, StoreCounts } from '../store/store.port.js';
import { runTendril } from './run-tendril.js';

/** What a read model holds. No collector may work on it. */
export const contentsOf = async (store: Store) => {
  const found = {
    counts: await store.counts(),
    position: await store.position(),
    events: await store.events(0, 1_000_000),
    days: await store.activity.days({ kind: 'user', id: 'u_1' }, '2000-01-01'),
    facts: await store.factsPosition({ user: 'u_1' }),
    tallies: await store.tallies({ user: 'u_1' }),
    memberships: await store.membershipChanges.after(0, 99),
  };
  await store.close();
  return found;
};

/**
 * Builds the read model again from its log, and demands that it is what it was. `flags` say where both are. Gives the
 * counts before and after, which are compared in part where a log may forget what nobody was told of.
 */
export const demandSameWhenRebuilt = async (
  open: () => Promise<Store>,
  flags: string[],
): Promise<{ grown: StoreCounts; rebuilt: StoreCounts }> => {
  const { counts: grown, ...contents } = await contentsOf(await open());
  const replayed = await runTendril(['replay', ...flags]);
  expect(replayed.complained).toBe('');
  const { counts: rebuilt, ...again } = await contentsOf(await open());
  expect(again).toEqual(contents);
  return { grown, rebuilt };
};
