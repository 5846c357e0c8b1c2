import type { IdbStore } from './browser/idb-store.js';
import { createLatePorts } from './browser/late-ports.js';
import { withinTime } from './browser/within-time.js';
import type { LateHalf, Recording } from './halves.js';
import { startLate } from './late-half.js';

/** One chunk: what comes after the first durable event, in a browser. */
export const startInBrowser = (
  recording: Recording,
  host: string,
  writeKey: string,
  idb: IdbStore,
): LateHalf =>
  startLate(recording, createLatePorts(host, writeKey, idb), async () => {
    const { createFactsSource, startFactsSync } = await import('./facts-parts.js');
    return (parts) => startFactsSync(parts, createFactsSource(host, writeKey, withinTime));
  });
