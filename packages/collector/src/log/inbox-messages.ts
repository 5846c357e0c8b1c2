import type { Position } from './event-log.port.js';

/** What the inbox's owner and its writer thread say to each other. */
export type ToWriter =
  | { do: 'append'; ticket: number; meta: string; body: Uint8Array }
  | { do: 'replace'; ticket: number; position: Position; body: Uint8Array; forgetSender: boolean }
  | { do: 'trim'; ticket: number; position: Position }
  | { do: 'close' };

export type FromWriter =
  | { did: 'open'; end: Position }
  | { did: 'write'; written: [ticket: number, position: Position][] }
  | { did: 'change'; ticket: number }
  | { did: 'fail'; tickets: number[]; message: string }
  | { did: 'close' };
