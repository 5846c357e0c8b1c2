import type { Position } from './event-log.port.js';

/**
 * Records that came in one turn of the owner's event loop. A message costs the same for many as for one, and so does the
 * flush of the disk that it leads to.
 */
export interface AppendGroup {
  /** The ticket of the first record; those of the others follow it. */
  ticket: number;
  metas: string[];
  /** Where in `bytes` the body of each record ends, and that of the next one begins. */
  ends: number[];
  /** The bodies, one after another, in memory of their own: it is handed over, not copied. */
  bytes: Uint8Array;
}

/** A group of records is durable: `count` of them, whose tickets and whose positions follow one another. */
export interface WrittenGroup {
  ticket: number;
  position: Position;
  count: number;
}

/** What the inbox's owner and its writer thread say to each other. */
export type ToWriter =
  | { do: 'append'; group: AppendGroup }
  | { do: 'replace'; ticket: number; position: Position; body: Uint8Array; forgetSender: boolean }
  | { do: 'trim'; ticket: number; position: Position }
  | { do: 'close' };

export type FromWriter =
  | { did: 'open'; end: Position }
  | { did: 'write'; written: WrittenGroup[] }
  | { did: 'change'; ticket: number }
  | { did: 'fail'; tickets: number[]; message: string }
  | { did: 'close' };
