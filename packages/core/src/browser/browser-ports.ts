import type { Ports, Transport } from '../ports.js';
import { createIdbStore } from './idb-store.js';
import { createLocalMemo } from './local-memo.js';
import { pageContext } from './page-context.js';
import { pageLifecycle } from './page-lifecycle.js';
import { createTabs } from './tabs.js';

/** The browser's side of every port. `host` is the collector's origin, without a slash at its end. */
export function browserPorts(host: string, writeKey: string): Ports {
  const name = `tendril:${writeKey}`;
  const store = createIdbStore(name);
  let transport: Promise<Transport> | undefined;
  return {
    clock: {
      now: () => Date.now(),
      after(ms, fn) {
        const timer = setTimeout(fn, ms);
        return () => clearTimeout(timer);
      },
    },
    random: () => crypto.getRandomValues(new Uint8Array(16)),
    memo: createLocalMemo(`${name}:`),
    store,
    send: {
      // text/plain, as any other type would cost a preflight, which an exiting page does not live to see answered.
      beacon: (body) => navigator.sendBeacon(`${host}/v1/batch`, body),
      load() {
        transport ??= import('./transport.js').then(
          ({ createTransport }) => createTransport(host, writeKey, store),
          (error) => {
            transport = undefined;
            throw error;
          },
        );
        return transport;
      },
    },
    lifecycle: pageLifecycle,
    tabs: createTabs(name),
    context: pageContext,
    optedOut: () => 'globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true,
  };
}
