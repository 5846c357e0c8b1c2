import { join } from 'node:path';
import { ALWAYS_MINE, type Turn } from './applier/turn.port.js';
import { claimDirectory } from './claim-directory.js';
import type { Closers } from './closers.js';
import type { ControlStore } from './control/control-store.port.js';
import { openPostgresControlStore } from './control/postgres/postgres-control-store.js';
import { openSqliteControlStore } from './control/sqlite-control-store.js';
import type { ChangeFeed } from './feed/change-feed.port.js';
import { createLocalChangeFeed } from './feed/local-change-feed.js';
import type { EventLog } from './log/event-log.port.js';
import { openRemoteLog } from './log/open-log.js';
import { openSqliteInbox } from './log/sqlite-inbox.js';
import type { CollectorParts } from './options.js';
import type { Outbox } from './outbox/outbox.port.js';
import { openPostgresOutbox } from './outbox/postgres/postgres-outbox.js';
import { openSqliteOutbox } from './outbox/sqlite/sqlite-outbox.js';
import { parsePostgresAddress } from './postgres/postgres-address.js';
import { createPostgresTurn } from './postgres/postgres-turn.js';
import { SetupError } from './problem.js';
import { openPostgresStore } from './store/postgres/postgres-store.js';
import { openSqliteStore } from './store/sqlite/sqlite-store.js';
import type { Store } from './store/store.port.js';

/** What a collector keeps things in. */
export interface Storage {
  log: EventLog;
  store: Store;
  control: ControlStore;
  outbox: Outbox;
  feed: ChangeFeed;
  turn: Turn;
}

/** Where it is. `log` and `store` are addresses of servers; without them files in `data` are used. */
export interface StoragePlaces {
  data: string;
  log?: string;
  store?: string;
}

/** Files of the embedded databases, in the data directory. */
export const filesIn = (data: string) => ({
  inbox: join(data, 'inbox.db'),
  store: join(data, 'store.db'),
  control: join(data, 'control.db'),
  outbox: join(data, 'outbox.db'),
  lastGoodRuleset: join(data, 'ruleset.json'),
});

const openLog = async (
  { data, log: url }: StoragePlaces,
  { log, feed, now }: CollectorParts,
  closers: Closers,
): Promise<Pick<Storage, 'log' | 'feed'>> => {
  const remote = url !== undefined && !log ? await openRemoteLog(url, now, closers) : undefined;
  const opened = {
    feed: feed ?? remote?.feed ?? createLocalChangeFeed(now),
    log: log ?? remote?.log ?? (await openSqliteInbox(filesIn(data).inbox)),
  };
  if (!remote)
    closers.push(
      () => opened.feed.close(),
      () => opened.log.close(),
    );
  return opened;
};

/** The keys and rulesets of a directory or of a database. */
export const openControlStore = ({ data, store: url }: StoragePlaces): Promise<ControlStore> =>
  url === undefined
    ? openSqliteControlStore(filesIn(data).control)
    : openPostgresControlStore(parsePostgresAddress(url));

const openStore = ({ data, store: url }: StoragePlaces): Promise<Store> =>
  url === undefined ? openSqliteStore(filesIn(data).store) : openPostgresStore(parsePostgresAddress(url));

const openOutbox = ({ data, store: url }: StoragePlaces): Promise<Outbox> =>
  url === undefined ? openSqliteOutbox(filesIn(data).outbox) : openPostgresOutbox(parsePostgresAddress(url));

/** A store that is ahead of its log belongs to another one, and would take new events for applied ones. */
const refuseForeignStore = async (
  log: EventLog,
  store: Store,
  { data, store: url }: StoragePlaces,
): Promise<void> => {
  const ahead = -(await log.lag(await store.position()));
  if (ahead <= 0) return;
  const where = url === undefined ? data : parsePostgresAddress(url).where;
  throw new SetupError({
    code: 'version',
    path: url === undefined ? '--data' : '--store',
    message: `The read model in ${where} is ${ahead} records ahead of the log: the log was replaced or cut.`,
    cure: 'Bring back the log, or build the read model from the log there is: tendril replay',
  });
};

/** A log in a file is of one collector: a second one would carry another log into the same store. */
const refuseSecondLog = async (turn: Turn, { log, store }: StoragePlaces): Promise<void> => {
  if (store === undefined || log !== undefined || (await turn.take())) return;
  throw new SetupError({
    code: 'duplicate',
    path: '--log',
    message: 'Another collector works on this store, and this one has a log of its own.',
    cure: 'Give all collectors of a store the same log, such as --log nats://host:4222; or stop the other one.',
  });
};

/**
 * Opens what was not given in `parts`, in the data directory, which it claims, or on the servers that `places` name.
 * Throws a `SetupError`. What is to be closed is in `closers`, also when it throws.
 */
export const openStorage = async (
  places: StoragePlaces,
  parts: CollectorParts,
  closers: Closers,
): Promise<Storage> => {
  closers.push(claimDirectory(places.data));
  const { log, feed } = await openLog(places, parts, closers);
  const store = parts.store ?? (await openStore(places));
  closers.push(() => store.close());
  const control = parts.control ?? (await openControlStore(places));
  closers.push(() => control.close());
  const outbox = parts.outbox ?? (await openOutbox(places));
  closers.push(() => outbox.close());
  const own =
    places.store === undefined ? ALWAYS_MINE : createPostgresTurn(parsePostgresAddress(places.store));
  const turn = parts.turn ?? own;
  closers.push(() => turn.release());
  if (!parts.log && !parts.turn) await refuseSecondLog(turn, places);
  await refuseForeignStore(log, store, places);
  return { log, store, control, outbox, feed, turn };
};
