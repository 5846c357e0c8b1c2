import { setTimeout as pause } from 'node:timers/promises';
import { JetStreamApiError, type JetStreamClient } from '@nats-io/jetstream';
import type { LogRecord, Position } from '../event-log.port.js';
import { toMessage } from '../record-message.js';

const ANSWER_MS = 1500;
const RETRY_MS = 150;
/** While the servers choose a leader, a request is held no longer than this: then its sender is told to come again. */
const PATIENCE_MS = 3000;

/** What the servers said no to will not be taken a moment later: the stream is full, or the message too large. */
const isRefusal = (error: unknown): boolean => error instanceof JetStreamApiError && error.code !== 503;

/**
 * Publishes a record and waits until a majority of the replicas has it. Tries again under the same id, which the
 * stream knows for two minutes, so that a record whose answer was lost is not kept twice.
 */
export const appendRecord = async (
  client: JetStreamClient,
  subject: string,
  record: LogRecord,
): Promise<Position> => {
  const message = toMessage(record);
  for (const until = performance.now() + PATIENCE_MS; ; ) {
    try {
      const { seq } = await client.publish(subject, message, {
        msgID: record.id,
        timeout: ANSWER_MS,
        retries: 0,
      });
      return seq;
    } catch (error) {
      if (isRefusal(error) || performance.now() > until) throw error;
      await pause(RETRY_MS);
    }
  }
};
