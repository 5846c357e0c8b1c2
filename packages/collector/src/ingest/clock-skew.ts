const DAY_MS = 24 * 3600 * 1000;
/** An event is believed to have waited on the device at most this long: 30 days. */
const MAX_WAIT_MS = 30 * DAY_MS;

/** Times in milliseconds since 1970. `sentAt` and `timestamp` are the client's clock, `receivedAt` the collector's. */
export interface ClientTimes {
  receivedAt: number;
  sentAt?: number;
  timestamp?: number;
  /** The host's backend says so, which may tell what happened long ago: a history is no wait on a device. */
  isTrusted?: boolean;
}

export interface CorrectedTime {
  timestamp: number;
  /** The client's clock can not be right: it sent before the event, or more than 30 days after it. */
  clamped?: 'negative' | 'too-long';
}

/**
 * When an event happened by the collector's clock: it waited on the device as long as the client's clock says, however
 * wrong that clock is. Without `sentAt` the client's time is taken as it is, but never from the future.
 */
export const correctTime = ({ receivedAt, sentAt, timestamp, isTrusted }: ClientTimes): CorrectedTime => {
  if (timestamp === undefined) return { timestamp: receivedAt };
  if (sentAt === undefined) {
    return timestamp > receivedAt ? { timestamp: receivedAt, clamped: 'negative' } : { timestamp };
  }
  const waited = sentAt - timestamp;
  if (waited < 0) return { timestamp: receivedAt, clamped: 'negative' };
  if (waited > MAX_WAIT_MS && !isTrusted) return { timestamp: receivedAt - MAX_WAIT_MS, clamped: 'too-long' };
  return { timestamp: receivedAt - waited };
};
