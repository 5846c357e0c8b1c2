import { expect } from 'vitest';
import { parsePostgresAddress } from '../postgres/postgres-address.js';
import { openPostgresStore } from '../store/postgres/postgres-store.js';
import type { CollectorFleet } from './collector-fleet.js';
import { demandSameWhenRebuilt } from './read-model.js';
import { type Load, statsOf, storedIds } from './send-load.js';
import { temporaryDirectory } from './temporary-directory.js';

/** After a load that is over: all that was acknowledged is stored at `url`, once. */
export const demandAllStored = async (load: Load, url: string): Promise<void> => {
  const stored = await storedIds(url);
  const isStored = new Set(stored);
  expect(load.acknowledged.filter((id) => !isStored.has(id))).toEqual([]);
  expect(isStored.size).toBe(stored.length);
  expect(stored.length).toBe(load.acknowledged.length);
  const { received, duplicates } = await statsOf(url);
  expect(received).toBe(stored.length + duplicates);
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
  await demandAllStored(load, fleet.urls()[0]!);
  await fleet.stop();
  const flags = [`--data=${temporaryDirectory()}`, `--log=${places.log}`, `--store=${places.store}`];
  const open = () => openPostgresStore(parsePostgresAddress(places.store));
  const { grown, rebuilt } = await demandSameWhenRebuilt(open, flags);
  // A broker hands out records that the others do not have yet. One that nobody was told of may be gone with the broker:
  // it was applied, its repetition was a duplicate, and is none when the log is read again.
  expect(rebuilt.duplicates).toBeLessThanOrEqual(grown.duplicates);
  expect([rebuilt.stored, rebuilt.deadLetters]).toEqual([grown.stored, grown.deadLetters]);
};
