import { setImmediate as nextTurn } from 'node:timers/promises';
import { toIsoTime } from '../ingest/iso-time.js';
import type { EventLog } from '../log/event-log.port.js';
import type { Store } from '../store/store.port.js';

const DAY_MS = 24 * 3600 * 1000;
/** Rows and records of one step. Small, because requests wait meanwhile; a record may have half a megabyte. */
const STEP_ROWS = 500;
const STEP_RECORDS = 50;

/** For how many days things are kept; 0 is for ever. */
export interface Policy {
  keepLogDays: number;
  keepEventsDays: number;
}

/** What a sweep removed. */
export interface Swept {
  records: number;
  rows: number;
}

const trimLog = async (log: EventLog, store: Store, before: number, signal: AbortSignal): Promise<number> => {
  // What was not applied yet is needed, however old it is.
  const upTo = await store.position();
  let trimmed = 0;
  while (!signal.aborted) {
    const entries = await log.read(0, STEP_RECORDS);
    // From the begin and no further than the first that is to stay: a dead letter that is taken in later keeps its time, so
    // that an old record says nothing about those before it.
    const stays = entries.findIndex(({ position, record }) => position > upTo || record.receivedAt >= before);
    const old = stays < 0 ? entries : entries.slice(0, stays);
    const last = old.at(-1);
    if (!last) break;
    await log.trim(last.position);
    trimmed += old.length;
    await nextTurn();
  }
  return trimmed;
};

const pruneStore = async (store: Store, before: string, signal: AbortSignal): Promise<number> => {
  let rows = 0;
  while (!signal.aborted) {
    const gone = await store.prune(before, STEP_ROWS);
    if (gone === 0) break;
    rows += gone;
    await nextTurn();
  }
  return rows;
};

/** Removes what is older than the policy allows, in small steps, until it is done or `signal` aborts. */
export const sweep = async (
  { log, store }: { log: EventLog; store: Store },
  { keepLogDays, keepEventsDays }: Policy,
  now: number,
  signal: AbortSignal,
): Promise<Swept> => ({
  records: keepLogDays === 0 ? 0 : await trimLog(log, store, now - keepLogDays * DAY_MS, signal),
  rows: keepEventsDays === 0 ? 0 : await pruneStore(store, toIsoTime(now - keepEventsDays * DAY_MS), signal),
});
