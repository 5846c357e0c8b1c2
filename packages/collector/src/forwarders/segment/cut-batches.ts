import { LIMITS, type TendrilEvent } from '@tendril/protocol';
import type { ReceivedEvent } from '../../store/store.port.js';

/** Segment's own libraries send at most this many at once. */
const BATCH_EVENTS = 100;
/** What `{"batch":[],"sentAt":"…"}` needs, and more. */
const ENVELOPE_BYTES = 100;

/**
 * An event as Segment's HTTP Tracking API takes it. `timestamp` is corrected already: what the collector knows of the
 * way it took stays here.
 */
const toSegment = ({
  originalTimestamp: _original,
  receivedAt: _received,
  sentAt: _sent,
  ...event
}: ReceivedEvent): TendrilEvent => event;

/** Events in batches that Segment takes: at most 500 KB, in order. */
export const cutBatches = (events: readonly ReceivedEvent[]): TendrilEvent[][] => {
  const batches: TendrilEvent[][] = [];
  let batch: TendrilEvent[] = [];
  let bytes = ENVELOPE_BYTES;
  for (const received of events) {
    const event = toSegment(received);
    const size = Buffer.byteLength(JSON.stringify(event)) + 1;
    if (batch.length === BATCH_EVENTS || (batch.length > 0 && bytes + size > LIMITS.requestBytes)) {
      batches.push(batch);
      batch = [];
      bytes = ENVELOPE_BYTES;
    }
    batch.push(event);
    bytes += size;
  }
  return batch.length === 0 ? batches : [...batches, batch];
};
