import type { Json } from '@tendril/protocol';

/** An event as conditions see it. */
export interface RecordedEvent {
  name: string;
  properties?: { [name: string]: Json };
}

export type Hear = (event: RecordedEvent, now: number) => void;

/** Asks for the events of a name. */
export type HearOf = (name: string, hear: Hear) => void;
