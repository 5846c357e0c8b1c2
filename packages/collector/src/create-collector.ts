import { join } from 'node:path';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { startApplier } from './applier/applier.js';
import { claimDirectory } from './claim-directory.js';
import { createLocalChangeFeed } from './feed/local-change-feed.js';
import { createServer } from './http/create-server.js';
import { listen } from './http/listen.js';
import { watchAppends } from './log/append-health.js';
import type { EventLog } from './log/event-log.port.js';
import { openSqliteInbox } from './log/sqlite-inbox.js';
import { type CheckedOptions, type CollectorOptions, type CollectorParts, checkOptions } from './options.js';
import { SetupError } from './problem.js';
import { openRulesRegistry } from './rules/rules-registry.js';
import { openSqliteStore } from './store/sqlite-store.js';
import type { Store } from './store/store.port.js';

/** A collector that is assembled and applies its log, and listens when it is told to. */
export interface Collector {
  /** The HTTP server, for requests without a port (`server.inject`). */
  readonly server: FastifyInstance;
  /** Resolves with the address, such as `http://127.0.0.1:4317`. Throws a `SetupError` when the port is taken. */
  listen(): Promise<string>;
  /** Finishes requests under way, applies what the log holds, closes the databases. */
  close(): Promise<void>;
}

const STANDARD_ERROR = 2;

const createLogger = (quiet = false): FastifyBaseLogger =>
  pino(
    { level: quiet ? 'warn' : 'info', base: null },
    pino.destination({ dest: STANDARD_ERROR, sync: true }),
  );

/** A store that is ahead of its log belongs to another one, and would take new events for applied ones. */
const refuseForeignStore = async (log: EventLog, store: Store, data: string): Promise<void> => {
  const ahead = -(await log.lag(await store.position()));
  if (ahead <= 0) return;
  throw new SetupError({
    code: 'version',
    path: '--data',
    message: `The read model in ${data} is ${ahead} records ahead of the log: the log was replaced or cut.`,
    cure: 'Bring back the log, or delete store.db and its -wal and -shm files: it is then built from the log.',
  });
};

/** Runs in reverse what was pushed, once. */
type Closers = (() => unknown)[];
const closeInReverse = async (closers: Closers): Promise<void> => {
  for (const close of closers.splice(0).reverse()) await close();
};

/** Opens what was not given in `parts`, in the data directory. */
const openStorage = async (data: string, parts: CollectorParts, closers: Closers) => {
  closers.push(claimDirectory(data));
  const feed = parts.feed ?? createLocalChangeFeed(parts.now);
  closers.push(() => feed.close());
  const log = parts.log ?? (await openSqliteInbox(join(data, 'inbox.db')));
  closers.push(() => log.close());
  const store = parts.store ?? (await openSqliteStore(join(data, 'store.db')));
  closers.push(() => store.close());
  await refuseForeignStore(log, store, data);
  return { log, store, feed };
};

/** Requests under way get this long to end. */
const CLOSE_GRACE_MS = 1000;

/**
 * Browsers open connections ahead of need, and Node's `closeIdleConnections` leaves those alone that have not asked for
 * anything yet: without an end to its patience the server would wait for as long as the browser lives.
 */
const closeServer = async (server: FastifyInstance): Promise<void> => {
  const patience = setTimeout(() => server.server.closeAllConnections(), CLOSE_GRACE_MS);
  await server.close();
  clearTimeout(patience);
};

const assemble = async (
  options: CheckedOptions,
  parts: CollectorParts,
  closers: Closers,
): Promise<FastifyInstance> => {
  const { now = Date.now, logger = createLogger(options.quiet) } = parts;
  const storage = await openStorage(options.data, parts, closers);
  const rules = await openRulesRegistry({
    ...(options.rules !== undefined && { file: options.rules }),
    lastGoodFile: join(options.data, 'ruleset.json'),
    feed: storage.feed,
    logger,
  });
  closers.push(() => rules.close());
  const applier = await startApplier({ ...storage, logger });
  closers.push(() => applier.stop());
  const closing = new AbortController();
  const log = watchAppends(storage.log, now);
  const server = createServer({
    ...storage,
    log,
    options,
    rules,
    applier,
    logger,
    now,
    closing: closing.signal,
  });
  // Streams and long polls end now: the server waits for every request under way.
  server.addHook('preClose', async () => closing.abort());
  closers.push(() => closeServer(server));
  return server;
};

/**
 * Assembles a collector from its options; `parts` replace the embedded log, store, feed, logger or clock. Starts to
 * apply what the log holds. Throws a `SetupError` when it can not be set up so, and leaves nothing open then.
 */
export const createCollector = async (
  collectorOptions: CollectorOptions,
  parts: CollectorParts = {},
): Promise<Collector> => {
  const options = checkOptions(collectorOptions);
  const closers: Closers = [];
  try {
    const server = await assemble(options, parts, closers);
    let closed: Promise<void> | undefined;
    return {
      server,
      listen: () => listen(server, options),
      close: () => {
        closed ??= closeInReverse(closers);
        return closed;
      },
    };
  } catch (error) {
    await closeInReverse(closers);
    throw error;
  }
};
