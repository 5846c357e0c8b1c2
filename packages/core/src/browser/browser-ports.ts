import type { ClientPorts } from '../halves.js';
import { createIdbStore } from './idb-store.js';
import { createLocalMemo } from './local-memo.js';
import { pageContext } from './page-context.js';
import { pageLifecycle } from './page-lifecycle.js';

/** The browser's side of every port. `host` is the collector's origin, without a slash at its end. */
export function browserPorts(host: string, writeKey: string): ClientPorts {
  const name = `tendril:${writeKey}`;
  const store = createIdbStore(name);
  return {
    now: () => Date.now(),
    random: () => crypto.getRandomValues(new Uint8Array(16)),
    memo: createLocalMemo(`${name}:`),
    store,
    // text/plain, as any other type would cost a preflight, which an exiting page does not live to see answered.
    beacon: (body) => navigator.sendBeacon(`${host}/v1/batch`, body),
    lifecycle: pageLifecycle,
    context: pageContext,
    optedOut: () => !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl,
    late: (recording) =>
      import('../late-parts.js').then(({ startInBrowser }) =>
        startInBrowser(recording, host, writeKey, store),
      ),
  };
}
