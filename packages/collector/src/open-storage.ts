import { join } from 'node:path';
import { claimDirectory } from './claim-directory.js';
import type { ControlStore } from './control/control-store.port.js';
import { openSqliteControlStore } from './control/sqlite-control-store.js';
import type { ChangeFeed } from './feed/change-feed.port.js';
import { createLocalChangeFeed } from './feed/local-change-feed.js';
import type { EventLog } from './log/event-log.port.js';
import { openSqliteInbox } from './log/sqlite-inbox.js';
import type { CollectorParts } from './options.js';
import type { Outbox } from './outbox/outbox.port.js';
import { openSqliteOutbox } from './outbox/sqlite/sqlite-outbox.js';
import { SetupError } from './problem.js';
import { openSqliteStore } from './store/sqlite/sqlite-store.js';
import type { Store } from './store/store.port.js';

/** What a collector keeps things in. */
export interface Storage {
  log: EventLog;
  store: Store;
  control: ControlStore;
  outbox: Outbox;
  feed: ChangeFeed;
}

/** Files of the embedded databases, in the data directory. */
export const filesIn = (data: string) => ({
  inbox: join(data, 'inbox.db'),
  store: join(data, 'store.db'),
  control: join(data, 'control.db'),
  outbox: join(data, 'outbox.db'),
  lastGoodRuleset: join(data, 'ruleset.json'),
});

/** What runs when the collector closes, the last first. */
export type Closers = (() => unknown)[];

/** A store that is ahead of its log belongs to another one, and would take new events for applied ones. */
const refuseForeignStore = async (log: EventLog, store: Store, data: string): Promise<void> => {
  const ahead = -(await log.lag(await store.position()));
  if (ahead <= 0) return;
  throw new SetupError({
    code: 'version',
    path: '--data',
    message: `The read model in ${data} is ${ahead} records ahead of the log: the log was replaced or cut.`,
    cure: 'Bring back the log, or build the read model from the log there is: tendril replay',
  });
};

/**
 * Opens what was not given in `parts`, in the data directory, which it claims. Throws a `SetupError`. What is to be
 * closed is in `closers`, also when it throws.
 */
export const openStorage = async (
  data: string,
  parts: CollectorParts,
  closers: Closers,
): Promise<Storage> => {
  closers.push(claimDirectory(data));
  const files = filesIn(data);
  const feed = parts.feed ?? createLocalChangeFeed(parts.now);
  closers.push(() => feed.close());
  const log = parts.log ?? (await openSqliteInbox(files.inbox));
  closers.push(() => log.close());
  const store = parts.store ?? (await openSqliteStore(files.store));
  closers.push(() => store.close());
  const control = parts.control ?? (await openSqliteControlStore(files.control));
  closers.push(() => control.close());
  const outbox = parts.outbox ?? (await openSqliteOutbox(files.outbox));
  closers.push(() => outbox.close());
  await refuseForeignStore(log, store, data);
  return { log, store, control, outbox, feed };
};
