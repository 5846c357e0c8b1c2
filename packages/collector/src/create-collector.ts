import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { type Applier, startApplier } from './applier/applier.js';
import { createRulesFor } from './audience/rules-for.js';
import { readPriceList } from './billing/price-list.js';
import { loadStripe } from './billing/stripe/verify-stripe.js';
import { checkOptions } from './check-options.js';
import { type Closers, closeInReverse } from './closers.js';
import { type Counting, startCounting } from './counting/follow-ruleset.js';
import { createCounterSource } from './counting/stored-counters.js';
import { openDestination } from './export/destination/open-destination.js';
import { type ScheduledExport, scheduleExport } from './export/schedule-export.js';
import { createFactsVersions } from './facts/facts-versions.js';
import { readFacts } from './facts/read-facts.js';
import type { Viewer } from './facts/subject.js';
import { readForwarders } from './forwarders/config/read-forwarders.js';
import { type Forwarders, startForwarders } from './forwarders/start-forwarders.js';
import { createCloser } from './http/close-server.js';
import { createServer } from './http/create-server.js';
import { listen } from './http/listen.js';
import { createRateLimits } from './http/rate-limits.js';
import { createTokenVerifier } from './identity/token-verifier.js';
import { createKeyRing } from './keys/key-ring.js';
import { watchAppends } from './log/append-health.js';
import { createMetrics, type Metrics } from './metrics/metrics.js';
import { measureState } from './metrics/state-metrics.js';
import { filesIn, openStorage, type Storage } from './open-storage.js';
import type { CheckedOptions, CollectorOptions, CollectorParts } from './options.js';
import { startEraser } from './people/eraser.js';
import { freeBytesOf, MEGABYTE, watchDiskFloor } from './pressure/disk-floor.js';
import { createPressure } from './pressure/pressure.js';
import { startRetention } from './retention/retention.js';
import { openRulesRegistry, type RulesRegistry } from './rules/rules-registry.js';
import { startStandings } from './standings/start-standings.js';

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

/** What the parts of a collector share while it is assembled. */
interface Assembly {
  options: CheckedOptions;
  parts: CollectorParts;
  storage: Storage;
  logger: FastifyBaseLogger;
  now: () => number;
  closers: Closers;
}

const openRules = async ({ options, storage, logger, closers }: Assembly): Promise<RulesRegistry> => {
  const rules = await openRulesRegistry({
    ...(options.rules !== undefined && { file: options.rules }),
    lastGoodFile: filesIn(options.data).lastGoodRuleset,
    history: storage.control.rulesets,
    feed: storage.feed,
    logger,
  });
  closers.push(() => rules.close());
  return rules;
};

/** Starts to export each day when it is over, where somebody said whereto. */
const startExport = (
  { options, parts, storage: { store, turn }, logger, now, closers }: Assembly,
  applier: Applier,
): ScheduledExport | undefined => {
  const { export: place, exportFormat: format = 'parquet' } = options;
  if (place === undefined) return undefined;
  const destination = openDestination(place, parts.env ?? process.env);
  const source = { events: store.events, lag: () => applier.lag() };
  const { keepEventsDays } = options;
  const exporting = scheduleExport({ source, destination, format, turn, logger, now, keepEventsDays });
  closers.push(() => exporting.stop());
  return exporting;
};

/** Starts what works on the storage by itself: the applier, the export, and what removes old records and people. */
const startWork = async (assembly: Assembly, rules: RulesRegistry) => {
  const { options, storage, logger, now, closers } = assembly;
  const counting: Counting = await startCounting({ ...storage, rules, logger });
  closers.push(() => counting.stop());
  const applier = await startApplier({ ...storage, logger, ip: options.ip, plan: counting.plan });
  closers.push(() => applier.stop());
  const exporting = startExport(assembly, applier);
  const retention = startRetention({ ...storage, logger, now, policy: options });
  closers.push(() => retention.stop());
  const rewriteExports = exporting && { rewriteExports: exporting.rewrite };
  const eraser = startEraser({ ...storage, logger, ...rewriteExports });
  closers.push(() => eraser.stop());
  return { applier, eraser };
};

/** Starts to tell others what happens, where there is a file that says whom. */
const startTelling = async (assembly: Assembly, { deliveries }: Metrics): Promise<Forwarders> => {
  const { options, parts, storage, logger, now, closers } = assembly;
  const facts = (viewer: Viewer) => readFacts(storage.store, viewer, now());
  const { env = process.env, random = Math.random, memberships = storage.store.membershipChanges } = parts;
  const list =
    options.forwarders === undefined ? [] : await readForwarders(options.forwarders, { env, facts });
  const forwarders = await startForwarders(list, {
    ...{ ...storage, memberships, logger, now, random },
    onAttempt: (forwarder, outcome) => deliveries.inc({ forwarder, outcome }),
  });
  closers.push(() => forwarders.stop());
  return forwarders;
};

const watchDisk = async ({ options, parts, closers }: Assembly) => {
  const freeBytes = parts.freeBytes ?? (() => freeBytesOf(options.data));
  const disk = await watchDiskFloor(freeBytes, options.minFreeMegabytes * MEGABYTE);
  closers.push(() => disk.close());
  return disk;
};

const assemble = async (assembly: Assembly): Promise<FastifyInstance> => {
  const { options, parts, storage, logger, now, closers } = assembly;
  const { stripeSecrets = [] } = options;
  const rules = await openRules(assembly);
  const metrics = createMetrics();
  const forwarders = await startTelling(assembly, metrics);
  const { applier, eraser } = await startWork(assembly, rules);
  const disk = await watchDisk(assembly);
  measureState(metrics.registry, { ...storage, applier, disk });
  const closing = new AbortController();
  const log = watchAppends(storage.log, now);
  const pressure = createPressure({
    ...{ ...options, ...storage, applier, log, disk },
    closing: closing.signal,
  });
  const versions = createFactsVersions(storage.store, await storage.control.secret('facts-version'), now);
  const hasTokens = options.tokens !== undefined;
  const rulesFor = createRulesFor({ rules, store: storage.store, versions, now, hasTokens });
  const standings = startStandings({ ...storage, rulesFor, logger, now });
  closers.push(() => standings.stop());
  const server = createServer({
    ...{ ...storage, log, options, rules, applier, eraser, forwarders, pressure, metrics, logger, now },
    prices: await readPriceList(options.billing),
    ...(stripeSecrets.length > 0 && { verifyStripe: await loadStripe(stripeSecrets) }),
    keyRing: createKeyRing(storage.control.keys, options.secretKey),
    tokens: await createTokenVerifier(options.tokens, now),
    versions,
    rulesFor,
    counters: parts.counters ?? createCounterSource(storage.store),
    limits: createRateLimits(options.requestsPerMinute, metrics),
    closing: closing.signal,
    ...(parts.requestMs !== undefined && { requestMs: parts.requestMs }),
  });
  // Streams and long polls end now: the server waits for every request under way.
  server.addHook('preClose', async () => closing.abort());
  closers.push(createCloser(server));
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
  const { now = Date.now, logger = createLogger(options.quiet) } = parts;
  const closers: Closers = [];
  try {
    const storage = await openStorage(options, parts, closers);
    const server = await assemble({ options, parts, storage, logger, now, closers });
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
