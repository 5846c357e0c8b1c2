import type { FastifyBaseLogger } from 'fastify';
import type { Turn } from './applier/turn.port.js';
import type { ControlStore } from './control/control-store.port.js';
import type { FormatName } from './export/formats.js';
import type { CounterSource } from './facts/counter-source.port.js';
import type { MembershipChanges } from './facts/membership-changes.port.js';
import type { ChangeFeed } from './feed/change-feed.port.js';
import type { TokenOptions } from './identity/token-options.js';
import type { IpPolicy } from './ingest/apply-ip-policy.js';
import type { EventLog } from './log/event-log.port.js';
import type { Outbox } from './outbox/outbox.port.js';
import type { Store } from './store/store.port.js';

/** How a collector is set up. */
export interface CollectorOptions {
  /** Directory of the embedded databases. Created where it is missing. One collector at a time may use it: each has one. */
  data: string;
  /**
   * Where requests are made durable: `nats://host:4222,host:4222` is a JetStream cluster that several collectors share.
   * Default: a file in `data`.
   */
  log?: string;
  /**
   * Where the read model, keys and rulesets are kept: `postgres://user:password@host/database`, which several collectors
   * share; `host,host,host` are a primary and its standbys. Default: files in `data`.
   */
  store?: string;
  /** Keys that clients may send with. Public, and proof of nothing. */
  writeKeys: string[];
  /** A key of the admin routes that may do everything. Without it only keys of `tendril keys create` open them. */
  secretKey?: string;
  /** Which tokens of the host's backend open the facts of a person. Without it none do. */
  tokens?: TokenOptions;
  /** The ruleset file: JSON, followed while the collector runs. Without it the last published ruleset is in force. */
  rules?: string;
  /** The forwarders file: JSON, read at the start. Without it nothing is told to others. */
  forwarders?: string;
  /** The billing file: JSON, what prices stand for. Read at the start. */
  billing?: string;
  /** Where each day goes when it is over: a folder, or `s3://BUCKET/PREFIX`. */
  export?: string;
  /** Default `parquet`. */
  exportFormat?: FormatName;
  /** Signing secrets of the endpoint at Stripe. Without one Stripe is not listened to. */
  stripeSecrets?: string[];
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 4317; 0 picks a free one. */
  port?: number;
  /** Requests that may wait to be applied before new ones are answered 503. Default 10 000. */
  maxLag?: number;
  /** Free megabytes on the disk of `data` below which events are answered 503. Default 200; 0 does not look. */
  minFreeMegabytes?: number;
  /** Requests that are taken in a minute; 429 beyond. Default 6000 by address, 60 000 by write key; 0 is no limit. */
  requestsPerMinute?: { address?: number; key?: number };
  /**
   * Whose `X-Forwarded-For` is believed: the number of proxies in front, or their addresses (also as CIDR).
   * Default: nobody's.
   */
  trustProxy?: number | string[];
  /** Days that the log is kept after it was applied. Default 0: for ever. */
  keepLogDays?: number;
  /** Days that stored events and dead letters are kept; at least 8. Default 0: for ever. */
  keepEventsDays?: number;
  /** What is kept of addresses: `truncate` (default) to a neighbourhood, `drop`, or `keep` whole. */
  ip?: IpPolicy;
  /** Log warnings and errors only. */
  quiet?: boolean;
}

/** Parts that replace the embedded ones. The collector closes them when it closes. */
export interface CollectorParts {
  log?: EventLog;
  store?: Store;
  control?: ControlStore;
  feed?: ChangeFeed;
  outbox?: Outbox;
  /** Whose turn it is to work on the store, where several collectors share it. */
  turn?: Turn;
  /** Where baselines of `$did` counters come from. Default: the store counts. */
  counters?: CounterSource;
  /** Who came into segments and stages. Default: the store knows. */
  memberships?: MembershipChanges;
  /** Structured log; default: pino, JSON lines to standard error. */
  logger?: FastifyBaseLogger;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** How long a client may take to send a request, in milliseconds. Default: a minute. */
  requestMs?: number;
  /** Chance, from 0 to 1. */
  random?: () => number;
  /** Where files that the operator wrote find their secrets. Default: the environment of the process. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Free bytes of the disk that holds `data`. */
  freeBytes?: () => Promise<number>;
}

type Defaulted = 'host' | 'port' | 'maxLag' | 'minFreeMegabytes' | 'keepLogDays' | 'keepEventsDays' | 'ip';

/** Options with every default filled in. */
export type CheckedOptions = Omit<CollectorOptions, Defaulted | 'requestsPerMinute'> &
  Required<Pick<CollectorOptions, Defaulted>> & { requestsPerMinute: { address: number; key: number } };
