/** Limits that the sender keeps and the collector enforces. Bytes are of UTF-8. */
export const LIMITS = {
  /** One serialised event. */
  eventBytes: 32 * 1024,
  /** One request body, before compression. */
  requestBytes: 500 * 1024,
  /** Events in one request. */
  batchEvents: 2500,
  /** Rows that the browser sends in one request: each costs as much as the sending of dozens of events. */
  sendRows: 100,
  sendBytes: 92 * 1024,
  /** Bytes of one beacon: the 64 KiB of keepalive quota, which the host's own requests share, less headroom. */
  beaconBytes: 46 * 1024,
  /** How long the browser waits for more events before it sends, milliseconds. */
  sendAfterMs: 2000,
  /** The queue on the device. */
  queueRows: 10_000,
  queueBytes: 8 * 1024 * 1024,
  /** Events that the collector never accepted are dropped after this: 7 days. */
  maxAgeMs: 7 * 24 * 3600 * 1000,
  /** Calls of one page in a minute. */
  callsPerMinute: 10_000,
  /** A ruleset document, before parsing. */
  rulesetBytes: 256 * 1024,
  /** A new session starts after this much quiet: 30 minutes. */
  sessionMs: 30 * 60 * 1000,
  /** `messageId` and other ids, characters. */
  idChars: 100,
} as const;
