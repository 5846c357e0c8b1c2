import type { FastifyBaseLogger } from 'fastify';
import type { Applier } from '../applier/applier.js';
import type { RulesFor } from '../audience/rules-for.js';
import type { PriceList } from '../billing/price-list.js';
import type { VerifyStripe } from '../billing/stripe/verify-stripe.js';
import type { ControlStore } from '../control/control-store.port.js';
import type { CounterSource } from '../facts/counter-source.port.js';
import type { FactsVersions } from '../facts/facts-versions.js';
import type { ChangeFeed } from '../feed/change-feed.port.js';
import type { Forwarders } from '../forwarders/start-forwarders.js';
import type { TokenVerifier } from '../identity/token-verifier.js';
import type { KeyRing } from '../keys/key-ring.js';
import type { WatchedLog } from '../log/append-health.js';
import type { Metrics } from '../metrics/metrics.js';
import type { CheckedOptions } from '../options.js';
import type { Outbox } from '../outbox/outbox.port.js';
import type { Eraser } from '../people/eraser.js';
import type { Pressure } from '../pressure/pressure.js';
import type { RulesRegistry } from '../rules/rules-registry.js';
import type { Store } from '../store/store.port.js';

import type { RateLimits } from './rate-limits.js';

/** What the routes work with. */
export interface RouteContext {
  options: CheckedOptions;
  log: WatchedLog;
  store: Store;
  control: ControlStore;
  outbox: Outbox;
  forwarders: Forwarders;
  feed: ChangeFeed;
  rules: RulesRegistry;
  rulesFor: RulesFor;
  applier: Applier;
  eraser: Eraser;
  keyRing: KeyRing;
  prices: PriceList;
  /** Without it Stripe is not listened to. */
  verifyStripe?: VerifyStripe;
  tokens: TokenVerifier;
  versions: FactsVersions;
  counters: CounterSource;
  limits: RateLimits;
  pressure: Pressure;
  metrics: Metrics;
  logger: FastifyBaseLogger;
  now: () => number;
  /** How long a client may take to send a request, in milliseconds. Default: a minute. */
  requestMs?: number;
  /** Aborted when the collector begins to close: whoever waits for something lets go. */
  closing: AbortSignal;
}
