import { createClient } from '../client.js';
import { createDelivery } from '../delivery.js';
import { type FactsSyncParts, startFactsSync } from '../facts-sync.js';
import type { ClientPorts, LateHalf } from '../halves.js';
import { startLate } from '../late-half.js';
import type { LatePorts, Store } from '../ports.js';
import type { Drop, TendrilError, TendrilOptions } from '../tendril.js';
import { createFakeChannel } from './fake-channel.js';
import { createFakeClock } from './fake-clock.js';
import { createFakeCollector } from './fake-collector.js';
import { createFakeLifecycle } from './fake-lifecycle.js';
import { createFakeMemo } from './fake-memo.js';
import { createFakeStore } from './fake-store.js';

const OPTIONS: TendrilOptions = { writeKey: 'wk_test', host: 'https://collect.example.com', nudges: false };

/** 16 bytes that differ from call to call, the same in every run. */
export function countingRandom(): () => Uint8Array {
  let calls = 0;
  return () => Uint8Array.from({ length: 16 }, (_, at) => (++calls * 31 + at * 17) % 256);
}

/** A store that a dead tab can no longer reach. */
const whileAlive = (store: Store, dead: () => Promise<never> | undefined): Store => ({
  mode: store.mode,
  append: (rows) => dead() ?? store.append(rows),
  write: (name, value) => dead() ?? store.write(name, value),
  oldest: (limit) => dead() ?? store.oldest(limit),
  take: (ids) => dead() ?? store.take(ids),
  remove: (ids) => dead() ?? store.remove(ids),
  read: (name) => dead() ?? store.read(name),
  update: (name, change) => dead() ?? store.update(name, change),
  clear: () => dead() ?? store.clear(),
  empty: () => dead() ?? store.empty(),
});

/** One browser: its tabs share the store, the memo, the channel, the lock, the clock and the collector. */
export function createFakeBrowser() {
  const clock = createFakeClock();
  const collector = createFakeCollector(clock);
  const store = createFakeStore();
  const memo = createFakeMemo();
  const channel = createFakeChannel();
  const random = countingRandom();
  const lock = { held: false };
  const browser = {
    clock,
    collector,
    store,
    memo,
    channel,
    lock,
    optedOut: false,
    chunksLoad: true,
    factsLoad: true,
    openPorts,
    openTab,
  };

  function openPorts() {
    const lifecycle = createFakeLifecycle();
    const tab = channel.join();
    const transport = collector.connect(lock);
    const life = { over: false, holding: false };
    const never = new Promise<never>(() => {});
    const shared = whileAlive(store, () => (life.over ? never : undefined));
    const late: LatePorts = {
      clock: { now: clock.now, after: (ms, fn) => clock.after(ms, () => life.over || fn()) },
      store: shared,
      tabs: {
        post: (message) => life.over || tab.post(message),
        on: (listener) => tab.on((message) => life.over || listener(message)),
        claim: tab.claim,
      },
      transport: async () => {
        if (!browser.chunksLoad) throw new TypeError('the chunk did not load');
        return { ...transport, exclusive };
      },
      rules: collector.rules,
    };
    const half: { current?: LateHalf } = {};
    const ports: ClientPorts = {
      now: clock.now,
      random,
      memo,
      store: shared,
      beacon: (body) => collector.beacon(body),
      lifecycle,
      context: () =>
        JSON.stringify({
          page: { url: 'https://app.example.com/reports', path: '/reports' },
          locale: 'en',
        }),
      optedOut: () => browser.optedOut,
      late: async (recording) => {
        if (!browser.chunksLoad) throw new TypeError('the chunk did not load');
        const loadFactsSync = async () => {
          if (!browser.factsLoad) throw new TypeError('the chunk did not load');
          return (parts: FactsSyncParts) => startFactsSync(parts, collector.source);
        };
        half.current = startLate(recording, late, loadFactsSync, async () => createDelivery);
        return half.current;
      },
    };
    const exclusive = (fn: () => Promise<void>) =>
      transport.exclusive(async () => {
        life.holding = true;
        await fn();
        life.holding = false;
      });
    /** The process is gone, in the middle of whatever it did; the browser gives its lock back. */
    function kill(): void {
      life.over = true;
      if (life.holding) lock.held = false;
    }
    return { ports, late, half, lifecycle, kill };
  }

  /** A page with a client, which has had time to start unless `start` is false. */
  function openTab(options: Partial<TendrilOptions> = {}, { start = true } = {}) {
    const { ports, late, half, lifecycle, kill } = openPorts();
    const drops: Drop[] = [];
    const errors: TendrilError[] = [];
    const tendril = createClient({ ...OPTIONS, ...options }, ports);
    tendril.on('drop', (drop) => drops.push(drop));
    tendril.on('error', (error) => errors.push(error));
    if (start) lifecycle.rest();
    return {
      tendril,
      /** What the nudge layer is given, once the late half is there. */
      get link() {
        if (!half.current) throw new Error('the late half is not loaded yet');
        return half.current.link;
      },
      lifecycle,
      ports,
      late,
      drops,
      errors,
      kill,
    };
  }

  return browser;
}

export type FakeBrowser = ReturnType<typeof createFakeBrowser>;
export type FakeTab = ReturnType<FakeBrowser['openTab']>;
