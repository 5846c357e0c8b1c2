import type { Applier } from '../applier/applier.js';
import type { WatchedLog } from '../log/append-health.js';
import { messageOf, type ServerIssue } from '../problem.js';
import type { Store } from '../store/store.port.js';
import { type DiskFloor, MEGABYTE } from './disk-floor.js';

/** Why work is refused for now. */
export interface Refusal {
  issue: ServerIssue;
  retryAfterSeconds: number;
}

/** Knows whether the collector can do its work. */
export interface Pressure {
  /** Why events are not taken now; undefined when they are. */
  refusal(): Promise<Refusal | undefined>;
  /** Everything that is wrong, also what one more request would not make worse. */
  reasons(): Promise<ServerIssue[]>;
}

export interface PressureParts {
  applier: Applier;
  store: Pick<Store, 'position'>;
  log: WatchedLog;
  disk: DiskFloor;
  /** Records that may wait to be applied. */
  maxLag: number;
  closing: AbortSignal;
}

const issue = (path: string, message: string, cure: string): ServerIssue => ({
  code: 'unavailable',
  path,
  message,
  cure,
});

const NONE: Refusal[] = [];

const FAILURE_CURE = 'Look at the free space of the data directory, and at the servers of --log and --store.';

export const createPressure = ({ applier, store, log, disk, maxLag, closing }: PressureParts): Pressure => {
  const lagging = (lag: number): Refusal[] => {
    if (lag <= maxLag) return NONE;
    const message = `${lag} requests wait to be applied, more than ${maxLag}.`;
    const cure = 'Send again when Retry-After says. The operator: more CPU, or a higher --max-lag.';
    return [{ issue: issue('collector.lag', message, cure), retryAfterSeconds: 5 }];
  };
  const diskIsFull = (): Refusal[] => {
    if (!disk.isReached()) return NONE;
    const message = `Only ${Math.floor((disk.freeBytes() ?? 0) / MEGABYTE)} MB of the disk are free.`;
    const cure = 'Send again when Retry-After says. The operator: free space, or a lower --min-free.';
    return [{ issue: issue('collector.disk', message, cure), retryAfterSeconds: 30 }];
  };
  const failing = (path: string, what: string, why: string | undefined): ServerIssue[] =>
    why === undefined
      ? []
      : [issue(path, `Events can not be ${what}: ${why.replace(/\.$/, '')}.`, FAILURE_CURE)];
  /** Applying may rest while the store is out of reach. */
  const storeFailure = async (): Promise<string | undefined> => {
    try {
      await store.position();
      return applier.failure();
    } catch (error) {
      return messageOf(error);
    }
  };

  return {
    // Each request asks this: nothing is gathered for it.
    refusal: async () => lagging(await applier.lag())[0] ?? diskIsFull()[0],
    reasons: async () => [
      ...(closing.aborted
        ? [issue('collector', 'The collector is stopping.', 'Send requests to another one.')]
        : []),
      ...[...lagging(await applier.lag()), ...diskIsFull()].map((refusal) => refusal.issue),
      ...failing('collector.log', 'made durable', log.failure()),
      ...failing('collector.store', 'applied', await storeFailure()),
    ],
  };
};
