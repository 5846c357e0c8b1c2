import type { FastifyBaseLogger } from 'fastify';
import type { Applier } from '../applier/applier.js';
import type { ChangeFeed } from '../feed/change-feed.port.js';
import type { WatchedLog } from '../log/append-health.js';
import type { CheckedOptions } from '../options.js';
import type { RulesRegistry } from '../rules/rules-registry.js';
import type { Store } from '../store/store.port.js';

/** What the routes work with. */
export interface RouteContext {
  options: CheckedOptions;
  log: WatchedLog;
  store: Store;
  feed: ChangeFeed;
  rules: RulesRegistry;
  applier: Applier;
  logger: FastifyBaseLogger;
  now: () => number;
  /** Aborted when the collector begins to close: whoever waits for something lets go. */
  closing: AbortSignal;
}
