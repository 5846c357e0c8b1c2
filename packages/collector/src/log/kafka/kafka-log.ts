import { Kafka, logLevel } from 'kafkajs';
import { messageOf, SetupError } from '../../problem.js';
import type { EventLog, LogRecord, Position } from '../event-log.port.js';
import { toMessage } from '../record-message.js';
import type { KafkaAddress } from './kafka-address.js';
import { PARTITION, startTopicReader } from './topic-reader.js';

const ALL_REPLICAS = -1;
const ANSWER_MS = 3000;
const LOOK_EVERY_MS = 1000;

const connect = ({ brokers, user, password = '', isTls }: KafkaAddress): Kafka =>
  new Kafka({
    clientId: 'tendril-collector',
    brokers,
    logLevel: logLevel.NOTHING,
    requestTimeout: ANSWER_MS,
    retry: { retries: 2 },
    ssl: isTls,
    ...(user !== undefined && { sasl: { mechanism: 'scram-sha-256', username: user, password } }),
  });

const unreachable = (error: unknown, { brokers }: KafkaAddress): SetupError =>
  new SetupError({
    code: 'unavailable',
    path: '--log',
    message: `Kafka at ${brokers.join(', ')} can not be used: ${messageOf(error)}.`,
    cure: 'Start the brokers, or name where they listen: --log kafka://HOST:9092?topic=tendril',
  });

/**
 * A log on partition 0 of a Kafka topic; a position is its offset and one. An append resolves when all replicas that are
 * in sync have it (set `min.insync.replicas`). Kafka changes no record, so that nobody's data can be taken out of it: it
 * goes with the retention of the topic. Throws a `SetupError`.
 */
export const openKafkaLog = async (address: KafkaAddress): Promise<EventLog> => {
  const { topic } = address;
  const kafka = connect(address);
  const [producer, admin] = [kafka.producer({ allowAutoTopicCreation: true }), kafka.admin()];
  const listeners = new Set<() => void>();
  let end: Position = 0;
  let trouble: string | undefined;
  let isClosed = false;
  const waiting = new Set<Promise<Position>>();

  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const look = async (): Promise<void> => {
    const [partition] = (await admin.fetchTopicOffsets(topic)).filter((one) => one.partition === PARTITION);
    trouble = undefined;
    const known = end;
    end = Math.max(end, Number(partition?.high ?? 0));
    if (end > known) tell();
  };
  const publish = async (record: LogRecord): Promise<Position> => {
    const messages = [{ key: record.id, value: Buffer.from(toMessage(record)), partition: PARTITION }];
    const [stored] = await producer.send({ topic, acks: ALL_REPLICAS, timeout: ANSWER_MS, messages });
    const position = Number(stored?.baseOffset) + 1;
    end = Math.max(end, position);
    tell();
    return position;
  };
  try {
    await Promise.all([producer.connect(), admin.connect()]);
    // A topic that is missing is made by this where the brokers allow it.
    await admin.fetchTopicMetadata({ topics: [topic] });
    await look();
  } catch (error) {
    await Promise.allSettled([producer.disconnect(), admin.disconnect()]);
    throw unreachable(error, address);
  }
  const reader = await startTopicReader(kafka, topic, tell);
  const timer = setInterval(
    () =>
      void look().catch((error: unknown) => {
        trouble = `Kafka does not answer (${messageOf(error)})`;
      }),
    LOOK_EVERY_MS,
  ).unref();

  return {
    append: (record) => {
      if (isClosed) return Promise.reject(new Error('The log is closed.'));
      const appending = publish(record);
      waiting.add(appending);
      const done = (): void => void waiting.delete(appending);
      appending.then(done, done);
      return appending;
    },
    read: (from, limit) => reader.read(from, limit, end),
    lag: async (position) => end - position,
    replaceBody: async () => {
      throw new Error('Kafka changes no record. What is in the topic goes with its retention');
    },
    trim: (position) =>
      admin.deleteTopicRecords({ topic, partitions: [{ partition: PARTITION, offset: String(position) }] }),
    onAppend: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    trouble: () => trouble,
    close: async () => {
      isClosed = true;
      clearInterval(timer);
      await Promise.allSettled(waiting);
      await Promise.all([reader.close(), producer.disconnect(), admin.disconnect()]);
    },
  };
};
