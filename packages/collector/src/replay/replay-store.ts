import { type Closers, closeInReverse } from '../closers.js';
import { countPlanOf } from '../counting/count-plan.js';
import type { IpPolicy } from '../ingest/apply-ip-policy.js';
import type { Position } from '../log/event-log.port.js';
import { filesIn, type StoragePlaces } from '../open-storage.js';
import { parsePostgresAddress } from '../postgres/postgres-address.js';
import { openLogToReplay } from './open-log-to-replay.js';
import type { Rebuilt } from './rebuild-store.js';
import { replayFile } from './replay-file.js';
import { replaySchema } from './replay-schema.js';
import { rulesetsOf } from './rulesets-of.js';

export interface ReplayOptions {
  ip: IpPolicy;
  onProgress: (position: Position, end: Position) => void;
}

/**
 * Builds the read model of a collector again from its log, and puts it in the place of the present one when it is whole.
 * Throws a `SetupError` when a collector uses it, or there is no log.
 */
export const replayStore = async (
  places: StoragePlaces,
  { ip, onProgress }: ReplayOptions,
): Promise<Rebuilt> => {
  const closers: Closers = [];
  try {
    const log = await openLogToReplay(places, closers);
    const end = await log.lag(0);
    const plan = countPlanOf(await rulesetsOf(places));
    const parts = { log, ip, plan, onProgress: (position: Position) => onProgress(position, end) };
    if (places.store === undefined) return await replayFile(filesIn(places.data).store, parts);
    return await replaySchema(parsePostgresAddress(places.store), parts);
  } finally {
    await closeInReverse(closers);
  }
};
