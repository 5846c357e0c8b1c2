import type { FastifyBaseLogger } from 'fastify';
import type { ChangeFeed } from './feed/change-feed.port.js';
import type { EventLog } from './log/event-log.port.js';
import { type ServerIssue, SetupError } from './problem.js';
import type { Store } from './store/store.port.js';

/** How a collector is set up. */
export interface CollectorOptions {
  /** Directory of the embedded databases. Created where it is missing. One collector at a time may use it. */
  data: string;
  /** Keys that clients may send with. Public, and proof of nothing. */
  writeKeys: string[];
  /** Key of the admin routes. Without it they answer 403. */
  secretKey?: string;
  /** The ruleset file: JSON, followed while the collector runs. Without it the ruleset is empty. */
  rules?: string;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 4317; 0 picks a free one. */
  port?: number;
  /** Requests that may wait to be applied before new ones are answered 503. Default 10 000. */
  maxLag?: number;
  /** Log warnings and errors only. */
  quiet?: boolean;
}

/** Parts that replace the embedded ones. The collector closes them when it closes. */
export interface CollectorParts {
  log?: EventLog;
  store?: Store;
  feed?: ChangeFeed;
  /** Structured log; default: pino, JSON lines to standard error. */
  logger?: FastifyBaseLogger;
  /** Milliseconds since 1970. */
  now?: () => number;
}

export type CheckedOptions = CollectorOptions & Required<Pick<CollectorOptions, 'host' | 'port' | 'maxLag'>>;

const refuse = (path: string, message: string, cure: string, code: ServerIssue['code'] = 'value'): never => {
  throw new SetupError({ code, path, message, cure });
};

/** Fills in defaults. Throws a `SetupError` whose path is the flag. */
export const checkOptions = (options: CollectorOptions): CheckedOptions => {
  const { data, writeKeys, port = 4317, host = '127.0.0.1', maxLag = 10_000 } = options;
  if (!data) refuse('--data', 'No data directory is given.', 'Name one: --data ./tendril-data', 'required');
  if (writeKeys.length === 0 || writeKeys.some((key) => key.trim() === '')) {
    const cure = 'Choose a name that your pages send: --write-key wk_dev, or set TENDRIL_WRITE_KEY.';
    refuse('--write-key', 'No write key is given.', cure, 'required');
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    refuse('--port', `${port} is not a port.`, 'Give a number from 0 to 65535; 0 picks a free one.');
  }
  if (options.secretKey === '') {
    refuse('--secret-key', 'The secret key is empty.', 'Give a long random text, or leave the flag out.');
  }
  return { ...options, port, host, maxLag };
};
