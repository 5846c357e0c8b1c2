import type { JsonObject } from '@tendril/protocol';
import type { Position } from '../log/event-log.port.js';
import type { Subject, Viewer } from './subject.js';

/** The newest value that was reported of a meter. */
export interface UsageReading {
  meter: string;
  used: number;
  limit?: number;
}

/** The last reading of a UTC day (`2026-01-31`). */
export interface UsageSample extends UsageReading {
  day: string;
}

/** Which days somebody was active; days are UTC, `2026-01-31`. */
export interface Activity {
  /** Distinct days since `from`. */
  days(subject: Subject, from: string): Promise<number>;
  /** Days of people: each person's distinct days, summed, from the day `from` on and before the day `to`. */
  personDays(subject: Subject, from: string, to: string): Promise<number>;
  /** Distinct names of track events since `from`. */
  features(subject: Subject, from: string): Promise<number>;
  /** People of an account who were active since `from`, by the role among their traits; `''` where there is none. */
  roles(account: string, from: string): Promise<{ [role: string]: number }>;
}

/** Something to tell the pages of a subject: what was unlocked or locked, or a trigger. `seq` counts up. */
export interface Notice {
  seq: number;
  type: 'entitlement' | 'trigger';
  data: JsonObject;
}

/** The part of the store that knows what is so now. Bots count for nothing here. */
export interface FactsReader {
  activity: Activity;
  traits(subject: Subject): Promise<JsonObject>;
  usage(subject: Subject): Promise<UsageReading[]>;
  /** Daily samples since the day `from`, oldest first. */
  usageSamples(subject: Subject, from: string): Promise<UsageSample[]>;
  /** Position of the record that last changed the facts of these two; 0 when nothing is known. */
  factsPosition(viewer: Viewer): Promise<Position>;
  /** Up to `limit` notices of these two after the `seq` `after`. */
  notices(viewer: Viewer, after: number, limit: number): Promise<Notice[]>;
  /** `seq` of the newest notice of all. */
  latestNotice(): Promise<number>;
}
