import type { Json } from '@tendril/protocol';

/** An event as conditions see it. */
export interface RecordedEvent {
  name: string;
  properties?: { [name: string]: Json };
  /** Its messageId, by which it is counted once. */
  messageId?: string;
  /** When it happened, epoch milliseconds. Default: now. */
  at?: number;
}

export type Hear = (event: RecordedEvent, now: number) => void;

/** Asks for the events of a name. */
export type HearOf = (name: string, hear: Hear) => void;
