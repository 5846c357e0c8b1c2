import { existsSync, renameSync, rmSync } from 'node:fs';
import type { Ruleset } from '@tendril/protocol';
import { claimDirectory } from '../claim-directory.js';
import { openSqliteControlStore } from '../control/sqlite-control-store.js';
import { countPlanOf } from '../counting/count-plan.js';
import type { IpPolicy } from '../ingest/apply-ip-policy.js';
import type { EventLog, Position } from '../log/event-log.port.js';
import { openSqliteInbox } from '../log/sqlite-inbox.js';
import { filesIn } from '../open-storage.js';
import { SetupError } from '../problem.js';
import { readRulesetFile } from '../rules/ruleset-file.js';
import { openSqliteStore } from '../store/sqlite/sqlite-store.js';
import type { Store } from '../store/store.port.js';
import { type Rebuilt, rebuildStore } from './rebuild-store.js';

const SIDE_FILES = ['', '-wal', '-shm'];
const remove = (file: string): void => {
  for (const end of SIDE_FILES) rmSync(file + end, { force: true });
};

export interface ReplayOptions {
  data: string;
  ip: IpPolicy;
  onProgress: (position: Position, end: Position) => void;
}

/** The rulesets that the next collector may put in force: that of its file, and that which was published last. */
const rulesetsIn = async (data: string): Promise<Ruleset[]> => {
  const { control: file, lastGoodRuleset } = filesIn(data);
  const { ruleset: followed } = await readRulesetFile(lastGoodRuleset);
  if (!existsSync(file)) return followed ? [followed] : [];
  const control = await openSqliteControlStore(file);
  try {
    const published = await control.rulesets.newest();
    return [followed, published && (JSON.parse(published.body) as Ruleset)].filter(
      (one) => one !== undefined,
    );
  } finally {
    await control.close();
  }
};

const rebuild = async (
  log: EventLog,
  store: string,
  next: string,
  options: ReplayOptions,
): Promise<Rebuilt> => {
  const before: Store | undefined = existsSync(store) ? await openSqliteStore(store) : undefined;
  const after = await openSqliteStore(next);
  try {
    const end = await log.lag(0);
    return await rebuildStore({
      ...{ log, after, ip: options.ip, plan: countPlanOf(await rulesetsIn(options.data)) },
      ...(before && { before }),
      onProgress: (position) => options.onProgress(position, end),
    });
  } finally {
    await after.close();
    await before?.close();
  }
};

/**
 * Builds the read model of a data directory again, beside the present one, and puts it in its place when it is whole.
 * Throws a `SetupError` when a collector uses the directory, or there is no log.
 */
export const replayDirectory = async (options: ReplayOptions): Promise<Rebuilt> => {
  const { inbox, store } = filesIn(options.data);
  if (!existsSync(inbox)) {
    const message = `There is no log in ${options.data}.`;
    throw new SetupError({
      code: 'path',
      path: '--data',
      message,
      cure: 'Name the directory of a collector.',
    });
  }
  const release = claimDirectory(options.data);
  const next = `${store}.next`;
  try {
    // What an interrupted run left.
    remove(next);
    const log = await openSqliteInbox(inbox);
    const rebuilt = await rebuild(log, store, next, options).finally(() => log.close());
    remove(store);
    renameSync(next, store);
    return rebuilt;
  } finally {
    remove(next);
    release();
  }
};
