import type { EventType } from '@tendril/protocol';

/** Place of a record in the log. Counts up and never repeats; 0 is before the first record. */
export type Position = number;

/** What a request holds: a batch, or one event whose type the path says. */
export type RequestKind = 'batch' | EventType;

/** What a record holds: a request, or what the operator's side tells the store. No request can make the latter. */
export type RecordKind = RequestKind | 'control';

/** One accepted request. The body is kept as it came, so that the store can be rebuilt from the log alone. */
export interface LogRecord {
  /** Unique for the request. Events that came without a `messageId` get one made from it. */
  id: string;
  writeKey: string;
  kind: RecordKind;
  /** Milliseconds since 1970, the collector's clock. */
  receivedAt: number;
  /** As much of it as may be kept. */
  ip?: string;
  userAgent?: string;
  /** JSON, or gzip of JSON. */
  body: Uint8Array;
}

export interface LogEntry {
  position: Position;
  record: LogRecord;
}

/** The source of truth: what was appended survives a crash. Consumers read at their own pace. */
export interface EventLog {
  /**
   * Resolves with the record's position when it is durable, never before. Rejects when it could not be written;
   * then the sender must be told to come again.
   */
  append(record: LogRecord): Promise<Position>;
  /** Up to `limit` records after `from`, in order. */
  read(from: Position, limit: number): Promise<LogEntry[]>;
  /** How many records come after `position`. Negative when `position` is beyond the end: it is of another log. */
  lag(position: Position): Promise<number>;
  /**
   * Puts another body in the place of one, and forgets address and user agent when `forgetSender` is set. Does nothing
   * where there is no such record any more.
   */
  replaceBody(position: Position, body: Uint8Array, forgetSender: boolean): Promise<void>;
  /** Removes the records up to `position`. Callers take small steps: other appends wait meanwhile. */
  trim(position: Position): Promise<void>;
  /** Calls `listener` when there may be something new to read, whoever appended it. */
  onAppend(listener: () => void): () => void;
  /** Why an append would fail now, as far as it is known without trying. */
  trouble?(): string | undefined;
  /** Lets appends under way finish first. */
  close(): Promise<void>;
}
