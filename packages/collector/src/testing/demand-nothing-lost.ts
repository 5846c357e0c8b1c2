import { expect } from 'vitest';
import { parsePostgresAddress } from '../postgres/postgres-address.js';
import { openPostgresStore } from '../store/postgres/postgres-store.js';
import type { CollectorFleet } from './collector-fleet.js';
import { runTendril } from './run-tendril.js';
import { type Load, statsOf, storedIds } from './send-load.js';
import { temporaryDirectory } from './temporary-directory.js';

/** What the read model holds when no collector runs. */
const contents = async (url: string) => {
  const store = await openPostgresStore(parsePostgresAddress(url));
  const found = {
    counts: await store.counts(),
    position: await store.position(),
    events: await store.events(0, 1_000_000),
    days: await store.activity.days({ kind: 'user', id: 'u_1' }, '2000-01-01'),
    facts: await store.factsPosition({ user: 'u_1' }),
  };
  await store.close();
  return found;
};

/**
 * After a load that is over: all that was acknowledged is stored, once. Then the collectors are stopped, and the read model
 * that grew is what the log makes of an empty one.
 */
export const demandNothingLost = async (
  load: Load,
  fleet: CollectorFleet,
  places: { log: string; store: string },
): Promise<void> => {
  const [url] = fleet.urls();
  const stored = await storedIds(url!);
  const isStored = new Set(stored);
  expect(load.acknowledged.filter((id) => !isStored.has(id))).toEqual([]);
  expect(isStored.size).toBe(stored.length);
  expect(stored.length).toBe(load.acknowledged.length);
  const { received, duplicates } = await statsOf(url!);
  expect(received).toBe(stored.length + duplicates);

  await fleet.stop();
  const { counts, ...grown } = await contents(places.store);
  const flags = [`--log=${places.log}`, `--store=${places.store}`];
  const replayed = await runTendril(['replay', `--data=${temporaryDirectory()}`, ...flags]);
  expect(replayed.complained).toBe('');
  const { counts: recounted, ...rebuilt } = await contents(places.store);
  expect(rebuilt).toEqual(grown);
  // A broker hands out records that the others do not have yet. One that nobody was told of may be gone with the broker:
  // it was applied, its repetition was a duplicate, and is none when the log is read again.
  expect(recounted.duplicates).toBeLessThanOrEqual(counts.duplicates);
  expect([recounted.stored, recounted.deadLetters]).toEqual([counts.stored, counts.deadLetters]);
};
