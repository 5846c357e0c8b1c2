import type { FactsReply, StreamMessage } from '@tendril/protocol';

/** Everything that recording needs from the place it runs in. `browser/browser-ports.ts` assembles the browser's. */
export interface Ports {
  /** Epoch milliseconds. */
  now: () => number;
  /** 16 random bytes. */
  random: () => Uint8Array;
  memo: Memo;
  store: EventStore;
  /** Hands a request body to the browser while the page goes away; false when it refuses. Synchronous. */
  beacon: (body: string) => boolean;
  lifecycle: PageLifecycle;
  /** What every event's `context` says now, as JSON: url, locale, screen … */
  context: () => string;
  /** The person asked not to be tracked by Global Privacy Control. */
  optedOut: () => boolean;
}

/** What only the late half needs. */
export interface LatePorts {
  clock: Clock;
  store: Store;
  tabs: Tabs;
  /** Loaded with the first request. Rejects when it can not be had. */
  transport: () => Promise<Transport>;
  rules: RulesetSource;
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `fn` once after `ms`; the result cancels it. */
  after(ms: number, fn: () => void): () => void;
}

/**
 * Short strings, read and written at once: ids and the session. Not durable against a killed browser, so nothing that
 * must survive lives here alone.
 */
export interface Memo {
  read(name: string): string | undefined;
  /** Undefined removes it. */
  write(name: string, value: string | undefined): void;
}

/** Some serialised events of one task (row.ts). `id` is the first one's messageId, which orders by time. */
export interface Row {
  id: string;
  body: string;
}

/**
 * Durable rows and a few named values, shared by the tabs of one origin. Never throws when called; promises reject when
 * the browser refuses to store, and whoever called goes on with what it holds in memory.
 */
export interface EventStore {
  /**
   * Resolves when the rows are committed together, over older ones of the same ids. Must have begun when it returns, if it
   * can.
   */
  append(rows: readonly Row[]): Promise<void>;
  read<T>(name: string): Promise<T | undefined>;
  write(name: string, value: unknown): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
  /** `memory` while rows are refused. */
  readonly mode: 'indexeddb' | 'memory';
}

/** What sending needs of it besides. */
export interface Store extends EventStore {
  /** The oldest rows of any tab (later than `after`), at most `rows` and, beyond the first, `bytes` of them. */
  oldest(limit: { rows: number; bytes: number; after?: string }): Promise<Row[]>;
  remove(ids: readonly string[]): Promise<void>;
  /** Removes rows, and resolves to the ids of those that were still there: what two tabs take, one of them gets. */
  take(ids: readonly string[]): Promise<string[]>;
  /** Reads, changes and writes in one transaction, so that two tabs never overwrite each other. */
  update<T>(name: string, change: (value: T | undefined) => T): Promise<T>;
  /** Forgets everything. Resolves to the rows that were there. */
  empty(): Promise<Row[]>;
}

/** What came back of a request; status 0 means that nothing did. */
export interface Reply {
  status: number;
  body: string;
  /** `Retry-After`, in milliseconds. */
  retryAfterMs?: number;
}

export interface Transport {
  /** Runs `fn` unless another tab is sending; resolves to false when one is. */
  exclusive(fn: () => Promise<void>): Promise<boolean>;
  online(): boolean;
  /** Posts a body and reads the whole reply. Never rejects. */
  post(body: string): Promise<Reply>;
  /** The request under way goes on when the page goes. */
  outlives(): boolean;
}

/** Where the ruleset is had. */
export interface RulesetSource {
  /**
   * The ruleset; `etag` without quotes, `date` the server's time (epoch ms; NaN: not told). Rejects when it can not be
   * had.
   */
  fetch(token?: string): Promise<{ etag: string; body: string; date: number }>;
}

/** What the collector answers about facts: `reply` with status 200. Status 0 means that nothing came back. */
export interface FactsAnswer {
  status: number;
  reply?: FactsReply;
  /** What is wrong, in the collector's words. */
  error?: { message: string; cure: string };
}

/** Where facts and news are had. */
export interface FactsSource {
  /** Never rejects. `held` is the version that the client has; `sent` are messageIds to ask about. */
  fetch(token: string, sent: readonly string[], held: string | undefined): Promise<FactsAnswer>;
  /**
   * Opens the live stream, after the message of id `after`; without a token it tells of the ruleset alone. `end` is called
   * once when it ends, with the status of a refusal. The result closes it, and then nothing is called any more.
   */
  stream(
    request: { token?: string | undefined; after?: string | undefined },
    hear: (message: StreamMessage, id: string) => void,
    end: (status?: number) => void,
  ): () => void;
}

/**
 * `exit`: the page may never run again, so hand over now and synchronously. `resume`: it is visible or restored.
 * `online`: the network is back.
 */
export type PagePhase = 'exit' | 'resume' | 'online';

export interface PageLifecycle {
  /** The result stops listening. */
  on(listener: (phase: PagePhase) => void): () => void;
  /** Runs `fn` when the page has had time to start. */
  idle(fn: () => void): void;
}

/** Messages between tabs. Losing one costs a repeated request, never an event. */
export type TabMessage =
  | { type: 'acked'; ids: readonly string[] }
  | { type: 'facts'; facts: unknown }
  | { type: 'ledger' }
  | { type: 'consent'; granted: boolean }
  /** The person changed: read the memo again. */
  | { type: 'identity' };

export interface Tabs {
  post(message: TabMessage): void;
  /** The result stops listening. */
  on(listener: (message: TabMessage) => void): () => void;
  /**
   * Waits for a name that one tab can hold at a time, until the page is left; `onHeld` is called once it does. The result
   * gives it up.
   */
  claim(name: string, onHeld: () => void): () => void;
}
