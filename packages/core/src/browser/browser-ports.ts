import type { Ports, Send } from '../ports.js';
import { createIdbStore } from './idb-store.js';
import { createLocalMemo } from './local-memo.js';
import { pageContext } from './page-context.js';
import { pageLifecycle } from './page-lifecycle.js';
import { createTabs } from './tabs.js';

/** Requests come with the first flush, so that recording does not wait for them. */
function lazySend(host: string, writeKey: string): Send {
  const load = () => import('./ky-send.js').then(({ createKySend }) => createKySend(host, writeKey));
  let loaded: ReturnType<typeof load> | undefined;
  const get = () => {
    loaded ??= load().catch((error) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
  return {
    request: (body) =>
      get().then(
        (send) => send.request(body),
        () => ({ status: 0, body: '' }),
      ),
    // text/plain, as any other type would cost a preflight, which an exiting page does not live to see answered.
    beacon: (body) => navigator.sendBeacon(`${host}/v1/batch`, body),
    rules: () => get().then((send) => send.rules()),
    stream(onRuleset) {
      let close: (() => void) | undefined;
      let closed = false;
      get().then(
        (send) => {
          if (!closed) close = send.stream(onRuleset);
        },
        () => {},
      );
      return () => {
        closed = true;
        close?.();
      };
    },
  };
}

/** The browser's side of every port. `host` is the collector's origin, without a slash at its end. */
export function browserPorts(host: string, writeKey: string): Ports {
  const name = `tendril:${writeKey}`;
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
    store: createIdbStore(name),
    send: lazySend(host, writeKey),
    lifecycle: pageLifecycle,
    tabs: createTabs(name),
    context: pageContext,
    optedOut: () => 'globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true,
  };
}
