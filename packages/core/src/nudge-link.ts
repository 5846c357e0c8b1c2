import type { CounterBaseline, JsonObject, Ledger, Ruleset, StreamMessage } from '@tendril/protocol';
import type { WritableAtom } from 'nanostores';
import type { Calls } from './calls.js';
import type { FactKeeper } from './facts.js';
import type { Identity } from './identity.js';
import type { Noticeboard } from './notices.js';
import type { Clock, Store, Tabs } from './ports.js';
import type { ServerTime } from './server-clock.js';
import type { ActiveNudge, Explanation, TendrilOptions } from './tendril.js';

/** An event as the nudge layer hears of it. */
export interface HeardEvent {
  name: string;
  properties: JsonObject;
  messageId: string;
  /** When it happened, epoch milliseconds by the clock of the link. */
  at: number;
}

/** What the collector has counted for a person, and which events that holds. */
export interface ServerCounters {
  /** `user:account` */
  who: string;
  seq: number;
  counters: { readonly [counter: string]: CounterBaseline };
  /** The messageIds that it was asked about, and those of them that it has counted in. */
  asked: readonly string[];
  holds: readonly string[];
  /** When it came, epoch milliseconds by the clock of the link. */
  at: number;
}

/** What core offers the nudge layer: the one seam between the two. */
export interface NudgeLink {
  readonly options: TendrilOptions;
  readonly ports: {
    /** Corrected by the collector's where the device's is wrong. */
    clock: Clock;
    tabs: Tabs;
    store: Pick<Store, 'read' | 'update'>;
  };
  readonly facts: FactKeeper;
  readonly notices: Noticeboard;
  readonly ruleset: WritableAtom<Ruleset | undefined>;
  readonly shown: WritableAtom<{ readonly [surface: string]: ActiveNudge }>;
  /** What was seen on other devices. Undefined until it has come, and always without a token. */
  readonly serverLedger: WritableAtom<Ledger | undefined>;
  readonly serverCounters: WritableAtom<ServerCounters | undefined>;
  /** Who counts events gives their ids here, to be told which of them the collector has counted in. */
  readonly asks: Set<() => readonly string[]>;
  /** Raise it where the counters could not be used: then others are asked for, not at once and never often. */
  readonly wanted: WritableAtom<number>;
  /** How many wait for news from the collector. Use `waiting`. */
  readonly holds: WritableAtom<number>;
  /** Somebody waits for news, such as a payment that unlocks: the stream is open until the result is called. */
  waiting(): () => void;
  /** The operator's side asked for attention; each time anew. */
  readonly trigger: WritableAtom<Extract<StreamMessage, { type: 'trigger' }> | undefined>;
  /** Set each time that the collector tells the time: the clock is right then. */
  readonly time: ServerTime;
  session(): string;
  /** Undefined while it is not known who is here. */
  identity(): Identity | undefined;
  readonly calls: Calls;
  /** Hears of every event; the first listener also of those before it, the last 50. The result stops it. */
  onEvent(listener: (event: HeardEvent) => void): () => void;
  /** Answers `tendril.explain()` and `tendril.debug()` from now on; undefined ends that. */
  explainWith(explain: ((nudge?: string) => Explanation[]) | undefined, debug?: () => void): void;
}

/** Loads the nudge layer and puts it on the page; resolves to what takes it off again. */
export type MountNudges = (link: NudgeLink) => Promise<() => void>;
