/** Every way in which the client may lose an event on purpose. A drop is counted and reported under one of these. */
export const DROP_REASONS = [
  /** The name or an argument had the wrong type. */
  'invalid',
  /** The properties could not be turned into JSON. */
  'unserializable',
  /** More than `LIMITS.eventBytes` when serialised. */
  'too_large',
  /** The queue was full: the oldest went first. */
  'queue_full',
  /** Older than `LIMITS.maxAgeMs` and never accepted. */
  'expired',
  /** The collector answered 2xx but named this event in `rejected`. */
  'rejected',
  /** The collector refused a request that held this event alone. */
  'refused',
  /** More than `LIMITS.callsPerMinute` calls in a minute: a loop in the host's code. */
  'rate_limited',
  /** Consent is denied, or was withdrawn before it was sent. */
  'consent',
  /** `beforeSend` returned null or threw. */
  'before_send',
  /** The client was stopped. */
  'stopped',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];
