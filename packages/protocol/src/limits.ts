import { RULESET_BYTES } from './ruleset-bytes.js';

/** Limits that the sender keeps and the collector enforces. Bytes are of UTF-8. */
export const LIMITS = {
  /** One serialised event. */
  eventBytes: 32 * 1024,
  /** One request body, before compression. */
  requestBytes: 500 * 1024,
  /** Events in one request. */
  batchEvents: 2500,
  /** Rows that the browser sends in one request, and the events that make it send at once. */
  sendRows: 100,
  sendBytes: 92 * 1024,
  /**
   * Bytes of one beacon, counted as the UTF-16 units of its events: text of three-byte letters stays under 46 KiB too, and
   * the 64 KiB of keepalive quota, which the host's own requests share, takes it with headroom.
   */
  beaconBytes: 15_000,
  /** How long the browser waits for more events before it sends, milliseconds; twice that soon after it has sent. */
  sendAfterMs: 2000,
  /** The queue on the device. */
  queueRows: 10_000,
  queueBytes: 8 * 1024 * 1024,
  /** Events that the collector never accepted are dropped after this: 7 days. */
  maxAgeMs: 7 * 24 * 3600 * 1000,
  /** Calls of one page in a minute. */
  callsPerMinute: 10_000,
  /** A ruleset document, before parsing. */
  rulesetBytes: RULESET_BYTES,
  /** A new session starts after this much quiet: 30 minutes. */
  sessionMs: 30 * 60 * 1000,
  /** `messageId` and other ids, characters. */
  idChars: 100,
} as const;
