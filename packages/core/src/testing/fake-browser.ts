import { createClient } from '../client.js';
import { createDelivery } from '../delivery.js';
import { followRuleset } from '../follow-ruleset.js';
import { keepFacts } from '../keep-facts.js';
import type { Late } from '../late.js';
import type { Ports, Store } from '../ports.js';
import { startRulesetSync } from '../ruleset-sync.js';
import type { Drop, TendrilError, TendrilOptions } from '../tendril.js';
import { createFakeChannel } from './fake-channel.js';
import { createFakeClock } from './fake-clock.js';
import { createFakeCollector } from './fake-collector.js';
import { createFakeLifecycle } from './fake-lifecycle.js';
import { createFakeMemo } from './fake-memo.js';
import { createFakeStore } from './fake-store.js';

const LATE: Late = { createDelivery, followRuleset, keepFacts, startRulesetSync };
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
  oldest: (limit) => dead() ?? store.oldest(limit),
  remove: (ids) => dead() ?? store.remove(ids),
  read: (name) => dead() ?? store.read(name),
  update: (name, change) => dead() ?? store.update(name, change),
  clear: () => dead() ?? store.clear(),
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
    openPorts,
    openTab,
  };

  function openPorts() {
    const lifecycle = createFakeLifecycle();
    const tab = channel.join();
    const transport = collector.connect(lock);
    const life = { over: false, holding: false };
    const never = new Promise<never>(() => {});
    const ports: Ports = {
      clock: { now: clock.now, after: (ms, fn) => clock.after(ms, () => life.over || fn()) },
      random,
      memo,
      store: whileAlive(store, () => (life.over ? never : undefined)),
      send: {
        beacon: collector.beacon,
        load: async () => {
          if (!browser.chunksLoad) throw new TypeError('the chunk did not load');
          return { ...transport, exclusive };
        },
      },
      lifecycle,
      tabs: {
        post: (message) => life.over || tab.post(message),
        on: (listener) => tab.on((message) => life.over || listener(message)),
      },
      context: () => ({ page: { url: 'https://app.example.com/reports', path: '/reports' }, locale: 'en' }),
      optedOut: () => browser.optedOut,
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
    return { ports, lifecycle, kill };
  }

  /** A page with a client, which has had time to start unless `start` is false. */
  function openTab(options: Partial<TendrilOptions> = {}, { start = true } = {}) {
    const { ports, lifecycle, kill } = openPorts();
    const drops: Drop[] = [];
    const errors: TendrilError[] = [];
    const late = async () => {
      if (!browser.chunksLoad) throw new TypeError('the chunk did not load');
      return LATE;
    };
    const { tendril, link } = createClient({ ...OPTIONS, ...options }, ports, undefined, late);
    tendril.on('drop', (drop) => drops.push(drop));
    tendril.on('error', (error) => errors.push(error));
    if (start) lifecycle.rest();
    return { tendril, link, lifecycle, ports, drops, errors, kill };
  }

  return browser;
}

export type FakeBrowser = ReturnType<typeof createFakeBrowser>;
export type FakeTab = ReturnType<FakeBrowser['openTab']>;
