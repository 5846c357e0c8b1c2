import { randomUUID } from 'node:crypto';
import type { EachBatchPayload, Kafka } from 'kafkajs';
import type { LogEntry, Position } from '../event-log.port.js';
import { fromMessage } from '../record-message.js';

export const PARTITION = 0;
/** Records held ahead of who reads. */
const AHEAD = 200;
/** After a jump the broker sends what lies there within this time. */
const JUMP_MS = 10_000;
/** A broker that has nothing new answers after this. */
const FETCH_MS = 500;

/** Reads a topic in order. */
export interface TopicReader {
  /** Up to `limit` records after `from`. `end` is the last position that is known: up to there it waits for some. */
  read(from: Position, limit: number, end: Position): Promise<LogEntry[]>;
  close(): Promise<void>;
}

/**
 * Follows the topic by a consumer of its own and holds what came until it is asked for. Kafka's offsets begin with 0, and
 * positions with 1.
 */
export const startTopicReader = async (
  kafka: Kafka,
  topic: string,
  onCome: () => void,
): Promise<TopicReader> => {
  // In a group of its own, and without commits: where reading goes on is the store's affair.
  const consumer = kafka.consumer({ groupId: `tendril-${randomUUID()}`, maxWaitTimeInMs: FETCH_MS });
  const partitions = [{ topic, partitions: [PARTITION] }];
  /** What came after `begin`, up to `reached`, without a hole. */
  let held: LogEntry[] = [];
  let begin: Position = 0;
  let reached: Position = 0;
  let tellReader = (): void => {};
  let reading: Promise<unknown> = Promise.resolve();

  const take = async ({ batch, isRunning, isStale, resolveOffset }: EachBatchPayload): Promise<void> => {
    for (const { offset, value } of batch.messages) {
      // Stale: somebody jumped elsewhere meanwhile.
      if (!isRunning() || isStale()) return;
      const position = Number(offset) + 1;
      if (position > reached && value) held.push({ position, record: fromMessage(value) });
      reached = Math.max(reached, position);
      resolveOffset(offset);
    }
    if (held.length > AHEAD) consumer.pause(partitions);
    tellReader();
    onCome();
  };
  const jump = (to: Position): void => {
    held = [];
    begin = to;
    reached = to;
    consumer.seek({ topic, partition: PARTITION, offset: String(to) });
  };
  const waitForSome = (): Promise<void> =>
    new Promise((resolve) => {
      const limit = setTimeout(resolve, JUMP_MS);
      tellReader = () => {
        clearTimeout(limit);
        resolve();
      };
    });
  const read = async (from: Position, limit: number, end: Position): Promise<LogEntry[]> => {
    if (from < begin || from > reached) jump(from);
    held = held.filter(({ position }) => position > from);
    begin = from;
    if (held.length <= AHEAD) consumer.resume(partitions);
    if (held.length === 0 && from < end) await waitForSome();
    return held.slice(0, limit);
  };

  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ autoCommit: false, eachBatch: take });
  return {
    read: (from, limit, end) => {
      // One after the other: two readers at two places would take the consumer from each other.
      const turn = reading.then(() => read(from, limit, end));
      reading = turn.catch(() => undefined);
      return turn;
    },
    close: () => consumer.disconnect(),
  };
};
