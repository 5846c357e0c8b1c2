import type { EventContext } from '@tendril/protocol';

/** Everything that core needs from the place it runs in. `browser/browser-ports.ts` assembles the browser's. */
export interface Ports {
  clock: Clock;
  /** 16 random bytes. */
  random: () => Uint8Array;
  memo: Memo;
  store: Store;
  send: Send;
  lifecycle: PageLifecycle;
  tabs: Tabs;
  /** What an event's `context` says now: url, locale, screen … */
  context: () => EventContext;
  /** The person asked not to be tracked by Global Privacy Control. */
  optedOut: () => boolean;
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

/** One serialised event; `id` is its messageId, which orders by time. */
export interface Row {
  id: string;
  body: string;
}

/** Durable rows and a few named values, shared by the tabs of one origin. Never throws when called; promises may reject. */
export interface Store {
  /** Resolves when the rows are committed. Must have begun its transaction when it returns, if it can. */
  append(rows: readonly Row[]): Promise<void>;
  /** The oldest rows of any tab (later than `after`), at most `rows` and, beyond the first, `bytes` of them. */
  oldest(limit: { rows: number; bytes: number; after?: string }): Promise<Row[]>;
  remove(ids: readonly string[]): Promise<void>;
  read<T>(name: string): Promise<T | undefined>;
  /** Reads, changes and writes in one transaction, so that two tabs never overwrite each other. */
  update<T>(name: string, change: (value: T | undefined) => T): Promise<T>;
  /** Forgets everything. Resolves to the ids of the rows that were there. */
  clear(): Promise<string[]>;
  /** `memory` once the durable store has refused. */
  readonly mode: 'indexeddb' | 'memory';
}

/** What came back of a request; status 0 means that nothing did. */
export interface Reply {
  status: number;
  body: string;
  /** `Retry-After`, in milliseconds. */
  retryAfterMs?: number;
}

export interface Send {
  /** Hands a body to the browser while the page goes away; false when it refuses. Synchronous. */
  beacon(body: string): boolean;
  /** The transport comes with the first flush: recording does not wait for it. Rejects when it can not be had. */
  load(): Promise<Transport>;
}

export interface Transport {
  /** Runs `fn` unless another tab is sending; resolves to false when one is. */
  exclusive(fn: () => Promise<void>): Promise<boolean>;
  online(): boolean;
  /** Posts a body and reads the whole reply. Never rejects. */
  post(body: string): Promise<Reply>;
  /** The ruleset; `etag` without quotes. Rejects when it can not be had. */
  rules(): Promise<{ etag: string; body: string }>;
  /** Listens to the live stream; the result closes it. */
  stream(onRuleset: (revision: string) => void): () => void;
}

export interface PageLifecycle {
  /**
   * `exit`: the page may never run again, so hand over now and synchronously. `resume`: it is visible or restored.
   * `online`: the network is back. The result stops listening.
   */
  on(listener: (phase: 'exit' | 'resume' | 'online') => void): () => void;
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
}
