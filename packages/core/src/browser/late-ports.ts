import type { LatePorts, Transport } from '../ports.js';
import type { IdbStore } from './idb-store.js';
import { createLateStore } from './late-store.js';
import { createRulesetSource } from './ruleset-source.js';
import { createTabs } from './tabs.js';
import { withinTime } from './within-time.js';

/** The browser's side of what the late half needs. */
export function createLatePorts(host: string, writeKey: string, idb: IdbStore): LatePorts {
  const store = createLateStore(idb);
  let transport: Promise<Transport> | undefined;
  return {
    clock: {
      now: () => Date.now(),
      after(ms, fn) {
        const timer = setTimeout(fn, ms);
        return () => clearTimeout(timer);
      },
    },
    store,
    tabs: createTabs(`tendril:${writeKey}`),
    rules: createRulesetSource(host, writeKey),
    transport() {
      transport ??= import('./transport.js').then(
        ({ createTransport }) => createTransport(host, writeKey, store, withinTime),
        (error) => {
          transport = undefined;
          throw error;
        },
      );
      return transport;
    },
  };
}
