import type {
  Actions,
  Explanation,
  HeardEvent,
  NudgeComponent,
  NudgeLink,
  ServerCounters,
  TabMessage,
} from '@tendril/core';
import type { JsonObject, Ledger, Ruleset } from '@tendril/protocol';
import { atom } from 'nanostores';
import { createFakeClock, type FakeClock } from './fake-clock.js';

/** What two tabs of one browser share. */
export interface FakeDevice {
  values: Map<string, unknown>;
  listeners: Set<(message: TabMessage) => void>;
  /** Who holds a name, first, and who waits for it. */
  claims: Map<string, (() => void)[]>;
}

export const createFakeDevice = (): FakeDevice => ({
  values: new Map(),
  listeners: new Set(),
  claims: new Map(),
});

interface Options {
  device?: FakeDevice;
  clock?: FakeClock;
  actions?: Actions;
  locale?: string;
  components?: { [name: string]: NudgeComponent };
  /** The host draws. */
  render?: 'none';
}

/** A link without a client behind it: what nudges tell is kept in lists, and the facts follow the calls at once. */
export function createFakeLink({
  device = createFakeDevice(),
  clock = createFakeClock(),
  ...options
}: Options = {}) {
  const tracked: { name: string; properties: JsonObject }[] = [];
  const identified: { id: string; traits: JsonObject }[] = [];
  const notices: { kind: string; [field: string]: unknown }[] = [];
  let heardEvents = 0;
  const hearers = new Set<(event: HeardEvent) => void>();
  const own = new Set<(message: TabMessage) => void>();
  const who = { session: 's1', identity: { anonymousId: 'anon', userId: 'u_1', groupId: 'acct_1' } };
  const state: typeof who & { explain?: (nudge?: string) => Explanation[]; debug?: () => void } = who;
  const entitlements = atom<readonly string[]>([]);
  const serverLedger = atom<Ledger | undefined>(undefined);
  const stream = {
    held: atom(0),
    asked: atom(0),
    get waiting() {
      return stream.held.get();
    },
  };
  const facts = atom({ user: {}, account: {}, usage: {} } as ReturnType<NudgeLink['facts']['facts']['get']>);
  const add = (root: 'user' | 'account' | 'usage', values: object) =>
    facts.set({ ...facts.get(), [root]: { ...facts.get()[root], ...values } });
  const nothing = () => '';

  const link: NudgeLink = {
    options: {
      writeKey: 'wk',
      host: 'http://127.0.0.1',
      ...(options.actions && { actions: options.actions }),
      nudges: {
        locale: options.locale ?? 'en',
        components: options.components ?? {},
        ...(options.render && { render: options.render }),
      },
    },
    ports: {
      clock,
      store: {
        read: async <T>(name: string) => structuredClone(device.values.get(name)) as T | undefined,
        async update<T>(name: string, change: (value: T | undefined) => T) {
          const next = structuredClone(change(structuredClone(device.values.get(name)) as T | undefined));
          device.values.set(name, next);
          return next;
        },
      },
      tabs: {
        post: (message) => {
          for (const listener of device.listeners) if (!own.has(listener)) listener(message);
        },
        on(listener) {
          own.add(listener);
          device.listeners.add(listener);
          return () => {
            own.delete(listener);
            device.listeners.delete(listener);
          };
        },
        claim(name, onHeld) {
          const queue = device.claims.get(name) ?? [];
          device.claims.set(name, queue);
          if (queue.push(onHeld) === 1) onHeld();
          return () => {
            const wasFirst = queue[0] === onHeld;
            queue.splice(queue.indexOf(onHeld), 1);
            if (wasFirst) queue[0]?.();
          };
        },
      },
    },
    facts: {
      facts,
      entitlements,
      user: (traits) => add('user', traits),
      account: (traits) => add('account', traits),
      usage: (meters) => add('usage', meters),
      state: () => {},
    },
    notices: {
      on: () => () => {},
      emit: (name, notice) => void notices.push({ ...notice, on: name } as never),
    },
    ruleset: atom<Ruleset | undefined>(undefined),
    serverLedger,
    serverCounters: atom<ServerCounters | undefined>(undefined),
    asks: new Set(),
    wanted: stream.asked,
    holds: stream.held,
    waiting() {
      link.holds.set(link.holds.get() + 1);
      return () => link.holds.set(link.holds.get() - 1);
    },
    trigger: atom(undefined),
    time: atom({ ahead: 0 }),
    shown: atom({}),
    session: () => state.session,
    identity: () => state.identity,
    calls: {
      track(name, properties = {}) {
        tracked.push({ name, properties: properties as JsonObject });
        return '';
      },
      identify(id, traits = {}) {
        identified.push({ id, traits: traits as JsonObject });
        add('user', traits);
        return '';
      },
      group(_, traits = {}) {
        add('account', traits);
        return '';
      },
      page: nothing,
      alias: nothing,
      usage(meter, reading) {
        add('usage', { [meter]: reading });
        return '';
      },
      gate: () => ({ allowed: false, reason: 'not-entitled' }),
    },
    onEvent(listener) {
      hearers.add(listener);
      return () => hearers.delete(listener);
    },
    explainWith(explain, debug) {
      Object.assign(state, { explain, debug });
    },
  };

  return {
    link,
    clock,
    device,
    tracked,
    identified,
    notices,
    serverLedger,
    /** How many wait for news, and how often the facts were asked for. */
    stream,
    /** What is unlocked from now on. */
    unlock: (...names: string[]) => entitlements.set(names),
    /** Who is here; a test changes it. */
    state,
    names: () => tracked.map(({ name }) => name),
    /** An event that the page recorded. */
    hear(name: string, properties: JsonObject = {}) {
      const heard = { name, properties, messageId: `${++heardEvents}-page`, at: clock.now() };
      for (const hearer of hearers) hearer(heard);
    },
    /** Listeners that something still holds on the link. */
    listeners: () => hearers.size + own.size + facts.lc + link.ruleset.lc + entitlements.lc + serverLedger.lc,
  };
}

export type FakeLink = ReturnType<typeof createFakeLink>;
